import type { Contender, GraphName } from './contender.ts';
import { comparedIn } from './goals.ts';
import { createLookUpClock } from './look-up.ts';
import { mixedTraffic } from './mixed-traffic.ts';
import { oneRequest } from './one-request.ts';
import { freePort, type PinnedProcess, startPinned } from './pinned-process.ts';
import { peakMegabytes } from './process-usage.ts';
import type { Query } from './queries.ts';
import type { Cell, Row } from './result.ts';
import type { WriteLoad } from './target.ts';
import { failuresOf, joined, quietTurn, type Turn } from './turn.ts';
import { startPosts, startSandbox } from './upstream.ts';
import { type LoadReport, runWrk } from './wrk.ts';

/** What a row asks, and how. */
export interface RowPlan {
  name: Row['name'];
  graph: GraphName;
  /** Asked over and over; `mixed` stands for many operations, and writes. */
  query: Query | 'mixed';
  connections: number;
  /** Milliseconds after which the upstream of posts answers. */
  latency: number;
  /** Shorter turns would see too few answers, seconds; default 1. */
  leastSeconds?: number;
}

export interface Effort {
  /** The gateway's, for people. */
  version: string;
  rounds: number;
  /** Of one turn. */
  seconds: number;
  /** In which a contender that a goal compares takes its turn; the median of them counts. */
  slices: number;
  /** Load before the first turn, seconds. */
  warmUpSeconds: number;
  /** A folder that is gone afterwards. */
  folder: string;
}

/** The servers have a core of their own; the load and the upstream share the other. */
const SERVER_CORE = 0;
const LOAD_CORE = 1;

interface Started {
  contender: Contender;
  child: PinnedProcess;
  load: () => Promise<LoadReport>;
  turns: Turn[];
}

/**
 * Measures the contenders of a row. All run at the same time and take turns, each once a round and in another order each
 * time, so that what disturbs the machine disturbs all alike. Those that a goal compares take theirs in slices, one right
 * after the other, as the machine's speed changes within seconds. A contender that does not answer what is expected is left out.
 */
export async function measureRow(plan: RowPlan, contenders: readonly Contender[], effort: Effort): Promise<Row> {
  const { name, graph, connections, latency, leastSeconds = 1 } = plan;
  const seconds = Math.max(effort.seconds, leastSeconds);
  const at = new Date().toISOString();
  await using parts = new AsyncDisposableStack();
  const upstream = parts.use(graph === 'posts' ? await startPosts(LOAD_CORE, latency) : await startSandbox(LOAD_CORE));
  const writeLoad = plan.query === 'mixed' ? mixedTraffic : oneRequest(plan.query);
  const started: Started[] = [];
  const absent: { contender: string; reason: string }[] = [];
  for (const contender of contenders) {
    const one = await start(contender, plan, { ...effort, seconds }, { upstream: upstream.url, writeLoad, parts });
    if (typeof one === 'string') absent.push({ contender: contender.name, reason: one });
    else started.push(one);
  }
  const names = comparedIn(name);
  const [compared, others] = [true, false].map((is) =>
    started.filter(({ contender }) => names.has(contender.name) === is),
  ) as [Started[], Started[]];
  const turnOf = ({ child: { pid }, load }: Started) => quietTurn({ pid, load, seconds, calls: upstream.calls });
  const clock = createLookUpClock();
  const lookUp: number[] = [];
  for (let round = 0; round < effort.rounds; round++) {
    lookUp.push(clock());
    for (const one of rotated(others, round)) one.turns.push(await turnOf(one));
    const slices = new Map<Started, Turn[]>(compared.map((one) => [one, []]));
    for (let slice = 0; slice < effort.slices; slice++) {
      for (const one of rotated(compared, round + slice)) slices.get(one)?.push(await turnOf(one));
    }
    for (const [one, taken] of slices) one.turns.push(joined(taken));
  }
  const { version } = effort;
  const cells = started.map((one) => cellOf(one, plan));
  return { name, at, version, connections, latency, lookUp, cells, absent };
}

function rotated<T>(values: readonly T[], by: number): readonly T[] {
  const first = values.length === 0 ? 0 : by % values.length;
  return [...values.slice(first), ...values.slice(0, first)];
}

async function start(
  contender: Contender,
  { graph, connections }: RowPlan,
  { folder, seconds, warmUpSeconds }: Effort,
  { upstream, writeLoad, parts }: { upstream: string; writeLoad: WriteLoad; parts: AsyncDisposableStack },
): Promise<Started | string> {
  const port = await freePort();
  const launched = await contender.launch({ port, graph, upstream, folder, connections, cached: contender.cached });
  const { command, path = '/', headers = {} } = launched;
  const child = parts.use(startPinned(command, { core: SERVER_CORE, ...launched }));
  const [url, script] = [`http://127.0.0.1:${port}${path}`, `${folder}/${port}.lua`];
  try {
    await writeLoad({ ...launched, child, url, headers, script });
  } catch (error) {
    return (error as Error).message;
  }
  const load = () => runWrk({ url, script, connections, seconds, core: LOAD_CORE });
  // Whatever compiles while it runs has done so by then.
  for (let warmedFor = 0; warmedFor < warmUpSeconds; warmedFor += seconds) await load();
  return { contender, child, load, turns: [] };
}

function cellOf({ contender: { name, kind }, child, turns }: Started, plan: RowPlan): Cell {
  const total = (figure: (report: LoadReport) => number) => turns.reduce((sum, { report }) => sum + figure(report), 0);
  return {
    contender: name,
    kind,
    requestsPerSecond: turns.map(({ report }) => report.requestsPerSecond),
    cpuPerRequest: turns.map(({ cpuPerRequest }) => cpuPerRequest),
    callsPerRequest: turns.map(({ callsPerRequest }) => callsPerRequest),
    p50: turns.map(({ report }) => report.p50),
    p99: turns.map(({ report }) => report.p99),
    peakMegabytes: peakMegabytes(child.pid),
    foreign: turns.map(({ foreign }) => foreign),
    failures: total(failuresOf),
    firstWrong: turns.find(({ report }) => report.firstWrong !== null)?.report.firstWrong ?? null,
    ...(plan.query === 'mixed'
      ? { mixed: { writes: total(({ writes }) => writes), stale: total(({ stale }) => stale) } }
      : {}),
  };
}
