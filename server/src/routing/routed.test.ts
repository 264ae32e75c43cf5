import { describe, expect, it } from 'vitest';
import type { Answer, Call, CapabilitySource, Outcome } from '../ports/index.js';
import { type OperationRoute, routed, type Versions } from './routed.js';

type Ids = 'deal.idsByContact';
const call: Call = {
  caller: { tenant: 't', client: 'c', scopes: new Set(), apiMajor: 2 },
  signal: new AbortController().signal,
};
const answer = (version: string, stale = false): Outcome<Answer<Ids>> => ({
  ok: true,
  value: [version],
  origin: { connector: 'hubspot', version, connection: 't/hubspot', fetchedAt: 0, stale, tags: [] },
  ...(stale ? { failure: { connector: 'hubspot', version, cause: { class: 'transient', message: 'down' } } } : {}),
});
const failing = (
  version: string,
  name: 'transient' | 'invalid' | 'job-running' = 'transient',
): Outcome<Answer<Ids>> => ({
  ok: false,
  failure: { connector: 'hubspot', version, cause: { class: name, message: 'down' } },
});
const all =
  (outcome: Outcome<Answer<Ids>>): CapabilitySource<Ids> =>
  async (inputs) =>
    inputs.map(() => outcome);

function setUp(
  sources: Record<string, CapabilitySource<Ids> | undefined>,
  over: { pinned?: string; write?: boolean; fixed?: boolean } = {},
) {
  const asked: string[] = [];
  const failed: string[] = [];
  const route: OperationRoute = { version: '2.0.0', candidateUsed: false, fixed: over.fixed ?? false };
  const versions: Versions = {
    connector: 'hubspot',
    stable: '1.0.0',
    candidate: '2.0.0',
    source: (version) => (sources[version] ?? null) as never,
    job: () => null,
    largestBatch: () => null,
    callsFor: () => null,
  };
  const source = routed('deal.idsByContact', {
    versions,
    route,
    pinned: over.pinned,
    isWrite: over.write ?? false,
    onRouted: (version) => asked.push(version),
    onFallback: (version) => failed.push(version),
  });
  return { source, route, asked, failed };
}

describe('routed', () => {
  it('asks the version the operation is on', async () => {
    const { source, asked, route } = setUp({ '1.0.0': all(answer('1.0.0')), '2.0.0': all(answer('2.0.0')) });
    expect(await source(['a'], call)).toEqual([answer('2.0.0')]);
    expect(asked).toEqual(['2.0.0']);
    expect(route.candidateUsed).toBe(true);
  });

  it('asks stable when the candidate fails, and stays there', async () => {
    const { source, asked, failed, route } = setUp({ '1.0.0': all(answer('1.0.0')), '2.0.0': all(failing('2.0.0')) });
    expect(await source(['a', 'b'], call)).toEqual([answer('1.0.0'), answer('1.0.0')]);
    expect([asked, failed]).toEqual([['2.0.0', '1.0.0'], ['2.0.0']]);
    expect(route.version).toBe('1.0.0');
  });

  it("prefers stable's answer to a stale one of the candidate, and that to none", async () => {
    const stale = all(answer('2.0.0', true));
    const rescued = setUp({ '1.0.0': all(answer('1.0.0')), '2.0.0': stale });
    expect(await rescued.source(['a'], call)).toEqual([answer('1.0.0')]);
    const both = setUp({ '1.0.0': all(failing('1.0.0')), '2.0.0': stale });
    expect(await both.source(['a'], call)).toEqual([answer('2.0.0', true)]);
  });

  it('does not mix versions once a value of the candidate was used', async () => {
    let down = false;
    const { source } = setUp({
      '1.0.0': all(answer('1.0.0')),
      '2.0.0': async (inputs) => inputs.map(() => (down ? failing('2.0.0') : answer('2.0.0'))),
    });
    await source(['a'], call);
    down = true;
    expect(await source(['b'], call)).toEqual([failing('2.0.0')]);
  });

  it('does not mix versions when batches of one operation are under way at once', async () => {
    const { promise, resolve: succeed } = Promise.withResolvers<void>();
    const { source } = setUp({
      '1.0.0': all(answer('1.0.0')),
      '2.0.0': async ([input]) => {
        if (input === 'bad') return [failing('2.0.0')];
        await promise;
        return [answer('2.0.0')];
      },
    });
    const slow = source(['good'], call);
    expect(await source(['bad'], call)).toEqual([answer('1.0.0')]);
    succeed();
    expect(await slow).toEqual([answer('1.0.0')]);
  });

  it('asks nobody for a caller who has left', async () => {
    const left = new AbortController();
    const { source, asked } = setUp({
      '1.0.0': all(answer('1.0.0')),
      '2.0.0': async (inputs) => {
        left.abort();
        return inputs.map(() => failing('2.0.0'));
      },
    });
    await source(['a'], { ...call, signal: left.signal });
    expect(asked).toEqual(['2.0.0']);
  });

  it('lets no other version answer where a tester asked for one', async () => {
    const { source, asked, failed } = setUp(
      { '1.0.0': all(answer('1.0.0')), '2.0.0': all(failing('2.0.0')) },
      { fixed: true },
    );
    expect(await source(['a'], call)).toEqual([failing('2.0.0')]);
    expect([asked, failed]).toEqual([['2.0.0'], []]);
  });

  it("leaves the caller's mistakes, work under way and writes where they are", async () => {
    const underWay = setUp({ '1.0.0': all(answer('1.0.0')), '2.0.0': all(failing('2.0.0', 'job-running')) });
    expect(await underWay.source(['a'], call)).toEqual([failing('2.0.0', 'job-running')]);
    const mistake = setUp({ '1.0.0': all(answer('1.0.0')), '2.0.0': all(failing('2.0.0', 'invalid')) });
    expect(await mistake.source(['a'], call)).toEqual([failing('2.0.0', 'invalid')]);
    const write = setUp({ '1.0.0': all(answer('1.0.0')), '2.0.0': all(failing('2.0.0')) }, { write: true });
    expect(await write.source(['a'], call)).toEqual([failing('2.0.0')]);
    expect(write.asked).toEqual(['2.0.0']);
  });

  it('asks stable for what the candidate lacks', async () => {
    const { source, asked } = setUp({ '1.0.0': all(answer('1.0.0')) });
    expect(await source(['a'], call)).toEqual([answer('1.0.0')]);
    expect(asked).toEqual(['1.0.0']);
  });

  it('says so when no version has the capability', async () => {
    const [outcome] = await setUp({}).source(['a'], call);
    expect(outcome).toMatchObject({ ok: false, failure: { cause: { class: 'capability-missing' } } });
  });

  it('keeps a cursor on the version that made it', async () => {
    const sources = { '1.0.0': all(answer('1.0.0')), '2.0.0': all(answer('2.0.0')) };
    expect(await setUp(sources, { pinned: '1.0.0' }).source(['a'], call)).toEqual([answer('1.0.0')]);
    const [gone] = await setUp(sources, { pinned: '0.9.0' }).source(['a'], call);
    expect(gone).toMatchObject({ ok: false, failure: { version: '0.9.0', cause: { class: 'cursor-version-gone' } } });
  });
});
