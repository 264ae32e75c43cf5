import { isDeepStrictEqual } from 'node:util';
import type { Contender } from './contender.ts';
import { freePort, type PinnedProcess, startPinned } from './pinned-process.ts';
import { foreignTicks, peakMegabytes, TICK, ticksOf } from './process-usage.ts';
import { QUERY_TEXTS, type Query } from './queries.ts';
import { expectedData, withTextIds } from './records.ts';
import type { Cell, Row } from './result.ts';
import { startUpstream } from './upstream.ts';
import { type LoadReport, runWrk, writeScript } from './wrk.ts';

/** What a row asks, and how. */
export interface RowPlan {
  name: Row['name'];
  query: Query;
  connections: number;
  /** Milliseconds after which the upstream answers. */
  latency: number;
}

export interface Effort {
  rounds: number;
  /** Of one turn. */
  seconds: number;
  /** A folder that is gone afterwards. */
  folder: string;
}

/** The servers have a core of their own; the load and the upstream share the other. */
const SERVER_CORE = 0;
const LOAD_CORE = 1;
/** Time that a server has to begin to answer, milliseconds. */
const START_MS = 20_000;
/** Share of a core that other people's processes may take while a turn lasts, and how often it is tried again. */
const DISTURBED = 0.06;
const MOST_TRIES = 3;

interface Started {
  contender: Contender;
  child: PinnedProcess;
  load: () => Promise<LoadReport>;
  turns: Turn[];
}

interface Turn {
  report: LoadReport;
  cpuPerRequest: number;
  callsPerRequest: number;
  foreign: number;
}

/**
 * Measures the contenders of a row. All run at the same time and take turns, each once a round and in another order each
 * time, so that what disturbs the machine disturbs all alike. A contender that does not answer what is expected is left out.
 */
export async function measureRow(plan: RowPlan, contenders: readonly Contender[], effort: Effort): Promise<Row> {
  await using parts = new AsyncDisposableStack();
  const upstream = parts.use(await startUpstream(LOAD_CORE, plan.latency));
  const started: Started[] = [];
  const absent: { contender: string; reason: string }[] = [];
  for (const contender of contenders) {
    const one = await start(contender, plan, effort, upstream.url, parts);
    if (typeof one === 'string') absent.push({ contender: contender.name, reason: one });
    else started.push(one);
  }
  for (let round = 0; round < effort.rounds; round++) {
    for (let place = 0; place < started.length; place++) {
      const one = started[(place + round) % started.length] as Started;
      one.turns.push(await quietTurn(one, effort.seconds, upstream.calls));
    }
  }
  const { name, connections, latency } = plan;
  return { name, connections, latency, cells: started.map(cellOf), absent };
}

async function start(
  contender: Contender,
  { name, query, connections }: RowPlan,
  { folder, seconds }: Effort,
  upstream: string,
  parts: AsyncDisposableStack,
): Promise<Started | string> {
  const port = await freePort();
  const launched = await contender.launch({ port, upstream, folder, connections, cached: name === 'Q4' });
  const { command, path = '/', headers = {}, textOf } = launched;
  const child = parts.use(startPinned(command, { core: SERVER_CORE, ...launched }));
  const url = `http://127.0.0.1:${port}${path}`;
  const text = textOf?.(query) ?? QUERY_TEXTS[query];
  const wrong = await whatIsWrong(url, { text, headers, query }, child);
  if (wrong !== null) return wrong;
  const script = `${folder}/${port}.lua`;
  await writeScript(script, text, headers);
  const load = () => runWrk({ url, script, connections, seconds, core: LOAD_CORE });
  // Whatever compiles while it runs has done so by then.
  await load();
  await load();
  return { contender, child, load, turns: [] };
}

/** Null once the server answers what is expected. */
async function whatIsWrong(
  url: string,
  { text, headers, query }: { text: string; headers: Readonly<Record<string, string>>; query: Query },
  child: PinnedProcess,
): Promise<string | null> {
  const expected = withTextIds(expectedData(query));
  let seen = 'nothing';
  for (const until = performance.now() + START_MS; performance.now() < until && !child.hasEnded; ) {
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ query: text }),
      });
      const body = (await answer.json()) as { data?: unknown };
      if (isDeepStrictEqual(withTextIds(body.data), expected)) return null;
      seen = JSON.stringify(body).slice(0, 300);
    } catch {
      // It does not listen yet.
    }
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return `answered ${seen}; it printed: ${child.printed.slice(-300)}`;
}

/** One turn, again where other processes had too much of the machine. */
async function quietTurn(one: Started, seconds: number, calls: () => Promise<number>): Promise<Turn> {
  for (let tries = 1; ; tries++) {
    const [foreignBefore, cpuBefore, callsBefore] = [foreignTicks(), ticksOf(one.child.pid), await calls()];
    const report = await one.load();
    const turn = {
      report,
      cpuPerRequest: ((ticksOf(one.child.pid) - cpuBefore) * TICK) / report.requests,
      callsPerRequest: ((await calls()) - callsBefore) / report.requests,
      foreign: ((foreignTicks() - foreignBefore) * TICK) / 1_000_000 / seconds,
    };
    if (turn.foreign <= DISTURBED || tries === MOST_TRIES) return turn;
  }
}

function cellOf({ contender: { name, kind }, child, turns }: Started): Cell {
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
    failures: turns.reduce((sum, { report }) => sum + report.refused + report.socketErrors, 0),
  };
}
