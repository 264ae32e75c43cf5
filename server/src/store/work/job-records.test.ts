import { afterEach, beforeEach, expect, it } from 'vitest';
import { type BulkResult, JOB_CUT_OFF, RESULTS_PAGE } from '../../ports/index.js';
import { describeOnBoth } from '../both-databases.fixture.js';
import { openStore, type Store } from '../open-store.js';
import type { StoreLocation } from '../store-location.js';

describeOnBoth('stored bulk jobs', (databases) => {
  let location: StoreLocation;
  let one: Store;
  let two: Store;

  beforeEach(async () => {
    location = await databases.create();
    one = await openStore({ location });
    two = await openStore({ location });
  });
  afterEach(() => Promise.all([one.close(), two.close()]));

  const wanted = { owner: 'me', connector: 'hubspot', kind: 'contact', idempotencyKey: undefined } as const;
  const written = (id: string): BulkResult => ({ status: 'created', id });
  const failed: BulkResult = { status: 'failed', cause: { class: 'invalid', message: 'no e-mail' } };

  it('are one for the same key of the same owner, in every process', async () => {
    const keyed = { ...wanted, idempotencyKey: 'k' };
    const [job, same] = await Promise.all([one.jobs.start(keyed), two.jobs.start(keyed)]);
    expect(same).toEqual(job);
    expect((await one.jobs.start({ ...keyed, owner: 'you' })).id).not.toBe(job.id);
    expect((await one.jobs.start(wanted)).id).not.toBe((await one.jobs.start(wanted)).id);
    expect(await two.jobs.find('me', job.id)).toEqual({
      id: job.id,
      connector: 'hubspot',
      kind: 'contact',
      createdAt: expect.any(Number),
      progress: { state: 'awaiting-upload' },
      total: 0,
      accepted: 0,
      failed: 0,
    });
    expect(await two.jobs.find('you', job.id)).toBeNull();
  });

  it('are taken once', async () => {
    const { id } = await one.jobs.start(wanted);
    const taken = await Promise.all([one.jobs.take('me', id), two.jobs.take('me', id), one.jobs.take('you', id)]);
    expect(taken.filter((job) => typeof job !== 'string')).toHaveLength(1);
    expect(taken).toContain('JOB_ALREADY_UPLOADED');
    expect(taken[2]).toBe('JOB_NOT_FOUND');
  });

  it('show their results in input order, up to the first whose turn has not come, over a restart', async () => {
    const { id } = await one.jobs.start(wanted);
    await one.jobs.take('me', id);
    one.jobs.note(id, {
      progress: { state: 'running' },
      total: 4,
      results: [
        { index: 1, result: failed },
        { index: 0, result: written('7') },
        { index: 3, result: written('9') },
      ],
    });
    one.jobs.note(id, { progress: { state: 'running' }, total: 5, results: [{ index: 4, result: written('10') }] });
    await one.jobs.start({ ...wanted, idempotencyKey: 'after' });
    await one.close();
    expect(await two.jobs.find('me', id)).toMatchObject({ total: 5, accepted: 3, failed: 1 });
    expect(await two.jobs.results('me', id, 0)).toEqual([written('7'), failed]);
    expect(await two.jobs.results('me', id, 3)).toEqual([written('9'), written('10')]);
    expect(await two.jobs.results('you', id, 0)).toBeNull();
  });

  it('give their results by pages', async () => {
    const { id } = await one.jobs.start(wanted);
    await one.jobs.take('me', id);
    const results = Array.from({ length: RESULTS_PAGE + 5 }, (_, index) => ({ index, result: written(`${index}`) }));
    one.jobs.note(id, { progress: { state: 'finished', finishedAt: 1 }, total: results.length, results });
    await one.close();
    expect(await two.jobs.results('me', id, 0)).toHaveLength(RESULTS_PAGE);
    expect(await two.jobs.results('me', id, RESULTS_PAGE)).toHaveLength(5);
    expect(await two.jobs.find('me', id)).toMatchObject({ progress: { state: 'finished', finishedAt: 1 } });
  });

  it('have failed when the process that wrote them is gone, and say so', async () => {
    const { id } = await one.jobs.start(wanted);
    await one.jobs.take('me', id);
    expect(await two.jobs.find('me', id)).toMatchObject({ progress: { state: 'running' } });
    await one.close();
    const progress = { state: 'failed', finishedAt: expect.any(Number), reason: JOB_CUT_OFF };
    expect(await two.jobs.find('me', id)).toMatchObject({ progress });
    expect(await two.jobs.take('me', id)).toBe('JOB_ALREADY_UPLOADED');
  });
});
