import { expect, it } from 'vitest';
import { judge, PERIOD_MS } from '../evidence/index.js';
import { fixSlowThreshold } from '../machine/index.js';
import { ADA, eventsOf, HALF, START, setUpControl } from './control.fixture.js';
import { createEvidenceReader } from './evidence-reader.js';

it('few slow calls are shown fine by periods that began once it was known what is slow', async () => {
  const { control, parts, clock, store } = setUpControl();
  const rollout = await control.start(HALF, { cause: ADA, idempotencyKey: null });
  const fixed = fixSlowThreshold(rollout, 20, START);
  expect(fixed).not.toBeNull();
  if (fixed !== null) await store.records.append(fixed, {});
  const known = (await control.find(rollout.id)) ?? rollout;
  const counts = { candidate: { events: 3_500 }, stable: { events: 3_500 } };
  const heldBy = async () => {
    const reading = await createEvidenceReader(parts).read(known);
    const decision = reading === null ? null : judge(reading);
    return decision?.outcome === 'hold' ? decision.reason : decision?.outcome;
  };
  await store.counts.add(eventsOf(known, START, counts));
  expect(await heldBy()).toMatch(/^Expected slow to be shown under 2 times/);
  clock.nowMs = START + PERIOD_MS + 1_000;
  await store.counts.add(eventsOf(known, START + PERIOD_MS, counts));
  expect(await heldBy()).toBe('advance');
});
