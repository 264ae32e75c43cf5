import { expect, it } from 'vitest';
import { createAssignments } from './assignments.js';
import { ADA, HALF, setUpControl } from './control.fixture.js';

const by = (expectedRevision: number) => ({ cause: ADA, expectedRevision, idempotencyKey: null });

async function setUp() {
  const control = setUpControl();
  const errors: unknown[] = [];
  const { records, changes } = control.store;
  const assignments = await createAssignments({ records, changes, onError: (error) => errors.push(error) });
  let heard = 0;
  const stop = assignments.onChange(() => {
    heard += 1;
  });
  return { ...control, assignments, errors, stop, heard: () => heard };
}

it('follows what the store says: begun, raised, everybody, nobody', async () => {
  const { control, assignments, heard } = await setUp();
  expect(assignments.current()).toEqual([]);
  const { id } = await control.start(HALF, { cause: ADA, idempotencyKey: null });
  await assignments.refresh();
  expect(assignments.current()).toMatchObject([{ rollout: id, connector: 'hubspot', candidate: '2.0.0', weight: 50 }]);
  await control.advance(id, by(2));
  await assignments.refresh();
  expect(assignments.current()).toMatchObject([{ weight: 95, writes: true }]);
  await control.promote(id, by(3));
  await assignments.refresh();
  expect(assignments.current()).toMatchObject([{ weight: 100, countedStep: 2 }]);
  await control.rollBack(id, by(4));
  await assignments.refresh();
  expect(assignments.current()).toEqual([]);
  expect(heard()).toBe(4);
});

it('tells what was taken back until another rollout begins', async () => {
  const { control, assignments } = await setUp();
  const { id } = await control.start(HALF, { cause: ADA, idempotencyKey: null });
  await control.rollBack(id, by(2));
  await assignments.refresh();
  expect(assignments.takenBack()).toMatchObject([
    { rollout: id, stable: '1.0.0', candidate: '2.0.0', weight: 0, ended: 'taken-back' },
  ]);
  await control.start(HALF, { cause: ADA, idempotencyKey: null });
  await assignments.refresh();
  expect([assignments.takenBack(), assignments.current().length]).toEqual([[], 1]);
});

it('tells of nothing when nothing changed, and nobody who stopped', async () => {
  const { control, assignments, heard, stop } = await setUp();
  const before = assignments.current();
  await assignments.refresh();
  expect(assignments.current()).toBe(before);
  expect(heard()).toBe(0);
  stop();
  await control.start(HALF, { cause: ADA, idempotencyKey: null });
  await assignments.refresh();
  expect(assignments.current()).toHaveLength(1);
  expect(heard()).toBe(0);
});

it('keeps what it knew while the store is away', async () => {
  const { control, assignments, store, errors } = await setUp();
  await control.start(HALF, { cause: ADA, idempotencyKey: null });
  await assignments.refresh();
  store.isAway = true;
  await assignments.refresh();
  expect(assignments.current()).toHaveLength(1);
  expect(errors).toHaveLength(1);
});

it('does not begin without having read the store', async () => {
  const { store } = setUpControl();
  store.isAway = true;
  await expect(createAssignments({ ...store, onError: () => {} })).rejects.toThrow('away');
});
