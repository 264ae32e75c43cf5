import { expect, it } from 'vitest';
import type { VendorCall } from '../../ports/index.js';
import { callerHash, type HistoryIncrement, minuteKey } from '../model/index.js';
import { createStableHistory } from './stable-history.js';

const caller = { tenant: 'a', client: 'web', user: 'ada', scopes: new Set<string>(), apiMajor: 2 };
const answered = (durationMs: number, version = '1.0.0'): VendorCall => ({
  version,
  isWrite: false,
  durationMs,
  outcomes: [
    {
      ok: true,
      value: null,
      origin: { connector: 'hubspot', version, connection: 'a/hubspot', fetchedAt: 0, stale: false, tags: [] },
    },
  ],
});

function setUp() {
  const added: HistoryIncrement[] = [];
  const history = createStableHistory({
    records: { addHistory: async (increments) => void added.push(...increments) },
    now: () => 7,
    onError: (error) => expect.fail(String(error)),
  });
  const ask = (durationMs: number, version?: string) =>
    history.observe('hubspot', '1.0.0', caller)(answered(durationMs, version));
  return { history, added, ask };
}

it('remembers a caller in every way that rollouts may tell callers apart', async () => {
  const { history, added, ask } = setUp();
  ask(5);
  ask(5);
  await history.close();
  expect(added.at(-1)).toEqual({ connector: 'hubspot', caller: minuteKey(7), atMs: 7, events: 2, bad: {} });
  expect(added.slice(0, -1)).toEqual(
    (['user', 'tenant', 'client'] as const).map((by) => ({
      connector: 'hubspot',
      caller: callerHash(caller, by),
      atMs: 7,
      events: 2,
      bad: {},
    })),
  );
});

it('remembers nothing of what another version answered', async () => {
  const { history, added, ask } = setUp();
  ask(5, '2.0.0');
  await history.flush();
  expect(added).toEqual([]);
});

it('learns each minute what is slow, and holds the next minute’s calls against it', async () => {
  const { history, added, ask } = setUp();
  for (let call = 0; call < 1_000; call++) ask(call < 940 ? 10 : 500);
  await history.flush();
  expect(added.splice(0)[0]).toMatchObject({ events: 1_000, bad: {} });
  ask(10);
  ask(700);
  await history.flush();
  expect(added[0]).toMatchObject({ events: 2, bad: { slow: 1 } });
});
