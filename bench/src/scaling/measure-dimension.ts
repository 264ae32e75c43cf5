import { mkdir } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { foreignTicks, peakMegabytes, TICK, ticksOf } from '../process-usage.ts';
import { QUERY_TEXTS } from '../queries.ts';
import { expectedData } from '../records.ts';
import { median } from '../statistics.ts';
import { runWrk } from '../wrk.ts';
import { type Dimension, LOAD_CORE } from './dimension.ts';
import type { DimensionResult, MeasuredSize } from './scaling-result.ts';
import { type StartedGateway, startGatewayOf, writeTenantsScript } from './started-gateway.ts';

export interface ScalingEffort {
  query: 'Q1' | 'Q2' | 'Q3';
  connections: number;
  /** Times that the gateways are started anew. */
  starts: number;
  /** After each start. */
  rounds: number;
  /** Of one turn. */
  seconds: number;
  upstream: string;
  /** A folder that is gone afterwards. */
  folder: string;
}

/** How often each tenant has asked before a turn, so that the turn opens no connection and makes nothing for the first time. */
const ASKED_BEFORE = 3;
/** Load before the first turn: V8 compiles for some twenty seconds. */
const WARM_UP_SECONDS = 25;
/** Share of a core that other people's processes may take while a turn lasts, and how often it is tried again. */
const DISTURBED = 0.06;
const MOST_TRIES = 3;

interface Contender {
  count: number;
  gateway: StartedGateway;
  load: (seconds: number) => ReturnType<typeof runWrk>;
  cpuPerRequest: number[];
}

/**
 * Measures a gateway of each size. All run at the same time and take turns, in another order each round. How V8 comes to compile
 * a process is the same in all its turns: where they are started several times, each start gives one figure.
 */
export async function measureDimension(dimension: Dimension, effort: ScalingEffort): Promise<DimensionResult> {
  const { name, sizes, from, mostGrowth } = dimension;
  const all: Turns[] = [];
  for (let start = 0; start < effort.starts; start++) {
    all.push(await turnsOf(dimension, { ...effort, folder: `${effort.folder}/${name}-${start}` }));
  }
  const measured = sizes.flatMap((count): MeasuredSize[] => {
    const each = all.flatMap(({ measured }) => measured.filter((size) => size.count === count));
    if (each.length < all.length) return [];
    const figures = each.map(({ cpuPerRequest }) => cpuPerRequest);
    return [
      {
        count,
        cpuPerRequest: figures.length === 1 ? (figures[0] ?? []) : figures.map(median),
        startMs: median(each.map(({ startMs }) => startMs)),
        peakMegabytes: Math.max(...each.map(({ peakMegabytes }) => peakMegabytes)),
      },
    ];
  });
  return { name, from, mostGrowth, sizes: measured, absent: all.flatMap(({ absent }) => absent) };
}

/** What one start of all sizes gave. */
interface Turns {
  measured: readonly MeasuredSize[];
  absent: DimensionResult['absent'];
}

async function turnsOf({ name, sizes, sizeOf, core }: Dimension, effort: ScalingEffort): Promise<Turns> {
  await using parts = new AsyncDisposableStack();
  const contenders: Contender[] = [];
  const absent: { count: number; reason: string }[] = [];
  await mkdir(effort.folder);
  for (const count of sizes) {
    const folder = `${effort.folder}/${name}-${count}`;
    try {
      const { upstream } = effort;
      const gateway = await startGatewayOf({ size: sizeOf(count), folder, upstream, core });
      parts.use(gateway.child);
      contenders.push(await contenderOf(count, gateway, folder, effort));
    } catch (error) {
      absent.push({ count, reason: error instanceof Error ? error.message : String(error) });
    }
  }
  for (let round = 0; round < effort.rounds; round++) {
    for (let place = 0; place < contenders.length; place++) {
      const one = contenders[(place + round) % contenders.length] as Contender;
      one.cpuPerRequest.push(await quietTurn(one, effort.seconds));
    }
  }
  return { measured: contenders.map(measuredOf), absent };
}

async function contenderOf(
  count: number,
  gateway: StartedGateway,
  folder: string,
  { query, connections }: ScalingEffort,
): Promise<Contender> {
  const text = query === 'Q1' ? '{ greet: postsGreeting }' : QUERY_TEXTS[query];
  for (const key of [gateway.keys[0], gateway.keys.at(-1)]) await checkAnswer(gateway.url, key ?? '', text, query);
  const script = await writeTenantsScript(folder, text, gateway.keys);
  const load = (seconds: number) => runWrk({ url: gateway.url, script, connections, seconds, core: LOAD_CORE });
  const contender = { count, gateway, load, cpuPerRequest: [] };
  await load(WARM_UP_SECONDS);
  await warmUp(contender);
  return contender;
}

async function checkAnswer(url: string, key: string, text: string, query: ScalingEffort['query']): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': key },
    body: JSON.stringify({ query: text }),
  });
  const body = (await answer.json()) as { data?: unknown };
  if (isDeepStrictEqual(body.data, expectedData(query))) return;
  throw new Error(`Expected the answer to ${query}, got ${JSON.stringify(body).slice(0, 300)}`);
}

/** Microseconds of processor time a request, of a turn that others left alone, if one can be had. */
async function quietTurn({ gateway, load }: Contender, seconds: number): Promise<number> {
  await warmUp({ gateway, load });
  const { child } = gateway;
  for (let tries = 1; ; tries++) {
    const [foreignBefore, cpuBefore] = [foreignTicks(), ticksOf(child.pid)];
    const { requests, refused, socketErrors } = await load(seconds);
    const cpuPerRequest = ((ticksOf(child.pid) - cpuBefore) * TICK) / requests;
    const foreign = ((foreignTicks() - foreignBefore) * TICK) / 1_000_000 / seconds;
    if (refused + socketErrors > 0) {
      throw new Error(
        `Expected only answers, got ${refused} refusals and ${socketErrors} socket errors: ${child.printed}`,
      );
    }
    if (foreign <= DISTURBED || tries === MOST_TRIES) return cpuPerRequest;
  }
}

/** A second of load or more: vendors' connections are closed while others take their turns. */
async function warmUp({ gateway, load }: Pick<Contender, 'gateway' | 'load'>): Promise<void> {
  let requests = 0;
  do requests += (await load(1)).requests;
  while (requests < ASKED_BEFORE * gateway.keys.length && !gateway.child.hasEnded);
}

function measuredOf({ count, gateway, cpuPerRequest }: Contender): MeasuredSize {
  return { count, cpuPerRequest, startMs: gateway.startMs, peakMegabytes: peakMegabytes(gateway.child.pid) };
}
