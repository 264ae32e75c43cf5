import { Counter, Histogram, Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { FrequentCounter } from './frequent-counter.js';
import { FrequentHistogram } from './frequent-histogram.js';

const OPTIONS = { name: 'took_seconds', help: 'Time', labelNames: ['connector', 'outcome'] as const };
const OBSERVED = [
  [{ connector: 'hubspot', outcome: 'ok' }, 0.1],
  [{ connector: 'hubspot', outcome: 'ok' }, 0.100001],
  [{ connector: 'hubspot', outcome: 'timeout' }, 7],
  [{ connector: 'mailchimp', outcome: 'ok' }, 0],
] as const;

it('tells what prom-client’s own histogram tells of the same, as text and as JSON', async () => {
  const buckets = [0.1, 1, 5];
  const [own, theirs] = [new Registry(), new Registry()];
  const frequent = new FrequentHistogram({ ...OPTIONS, buckets, registers: [own] });
  const plain = new Histogram({ ...OPTIONS, buckets, registers: [theirs] });
  for (const [labels, value] of OBSERVED) {
    frequent.add(labels, value);
    plain.observe(labels, value);
  }
  expect(await own.metrics()).toBe(await theirs.metrics());
  // Of an exemplar it says that there is none.
  const data = async (registry: Registry) =>
    JSON.parse(JSON.stringify(await registry.getMetricsAsJSON()), (key, value) =>
      key === 'exemplar' ? undefined : value,
    );
  expect(await data(own)).toEqual(await data(theirs));
});

it('counts as prom-client’s own counter does, however often it is read', async () => {
  const [own, theirs] = [new Registry(), new Registry()];
  const frequent = new FrequentCounter({ ...OPTIONS, registers: [own] });
  const plain = new Counter({ ...OPTIONS, registers: [theirs] });
  for (const [labels] of OBSERVED) {
    frequent.inc(labels);
    plain.inc(labels);
    expect(await own.metrics()).toBe(await theirs.metrics());
  }
});
