import { expect, it } from 'vitest';
import { createMetrics, createPrimaryMetrics, type Metrics } from '../telemetry/index.js';
import { createGatheredMetrics, type MetricsPlace } from './gathered-metrics.js';

/** The process that has the workers. */
function primary() {
  const metrics = createPrimaryMetrics();
  metrics.workers({ serving: 2, lost: 1 });
  return metrics;
}

function worker(gathered: ReturnType<typeof createGatheredMetrics>, isStuck = () => false) {
  const holder: { place?: MetricsPlace } = {};
  const metrics: Metrics = createMetrics((own) => (holder.place as MetricsPlace).gather(own));
  const place = gathered.place(async () => {
    if (isStuck()) throw new Error('stuck');
    // Figures of another process are a copy.
    return structuredClone(await metrics.snapshot());
  });
  holder.place = place;
  place.serves();
  return { metrics, place };
}

async function value(metrics: Metrics, series: string): Promise<number | undefined> {
  const { body } = await metrics.render();
  const line = body.split('\n').find((each) => each.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}

const ROUTED = 'selvedge_routed_batches_total{connector="crm",version="1.0.0"}';
const route = ({ metrics }: { metrics: Metrics }) => metrics.routed({ connector: 'crm', version: '1.0.0' });

it('every worker tells the sum of all, and how many they are', async () => {
  const gathered = createGatheredMetrics(primary().snapshot);
  const [one, other] = [worker(gathered), worker(gathered)];
  route(one);
  route(one);
  route(other);
  for (const { metrics } of [one, other]) {
    expect(await value(metrics, ROUTED)).toBe(3);
    expect(await value(metrics, 'selvedge_workers')).toBe(2);
    expect(await value(metrics, 'selvedge_workers_lost_total')).toBe(1);
  }
});

it('figures that are no counts are told by their own rule', async () => {
  const gathered = createGatheredMetrics(primary().snapshot);
  const [one, other] = [worker(gathered), worker(gathered)];
  const window = { connection: 'a/crm', window: 'daily', limit: 100, resetsAt: 0 };
  one.metrics.quota({ ...window, used: 10 });
  other.metrics.quota({ ...window, used: 30 });
  one.metrics.watchRedis(() => true);
  expect(await value(one.metrics, 'selvedge_vendor_quota_limit{connection="a/crm",window="daily"}')).toBe(100);
  expect(await value(one.metrics, 'selvedge_vendor_quota_remaining{connection="a/crm",window="daily"}')).toBe(70);
  expect(await value(one.metrics, 'selvedge_redis_up')).toBe(0);
});

it('what a worker had counted when it was last asked is not lost with it, nor counted twice', async () => {
  const gathered = createGatheredMetrics(primary().snapshot);
  const [one, other, third] = [worker(gathered), worker(gathered), worker(gathered)];
  for (const each of [one, other, third]) route(each);
  other.metrics.requestsInFlight(() => 5);
  expect(await value(one.metrics, ROUTED)).toBe(3);
  other.place.left();
  third.place.note(await third.metrics.snapshot());
  third.place.left();
  expect(await value(one.metrics, ROUTED)).toBe(3);
  expect(await value(one.metrics, 'selvedge_requests_in_flight')).toBe(0);
});

it('of a worker that does not answer the last figures are told', async () => {
  let stuck = false;
  const gathered = createGatheredMetrics(primary().snapshot);
  const [one, other] = [worker(gathered), worker(gathered, () => stuck)];
  route(other);
  expect(await value(one.metrics, ROUTED)).toBe(1);
  stuck = true;
  route(other);
  expect(await value(one.metrics, ROUTED)).toBe(1);
});
