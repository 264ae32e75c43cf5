/**
 * What the shadow comparison costs callers: their p99 with a fifth of the calls compared, beside the same load without, in turns.
 * `npm run bench:shadow -- --help` tells how. One gateway, whose comparison is begun and ended from turn to turn; a vendor that takes
 * some milliseconds a call, so that the gateway is busy but not at its limit.
 */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { count, refusing } from '@selvedge/server/arguments';
import { Command } from 'commander';
import { freePort, startPinned } from '../pinned-process.ts';
import { QUERY_TEXTS } from '../queries.ts';
import { writeTenantsScript } from '../scaling/started-gateway.ts';
import { writeGateway } from '../scaling/write-gateway.ts';
import { startPosts } from '../upstream.ts';
import { requireWrk, runWrk } from '../wrk.ts';
import { judgeShadow, MOST_P99_RATIO, type ShadowPair } from './judge-shadow.ts';

interface Asked {
  pairs: number;
  seconds: number;
  connections: number;
  latency: number;
  check?: true;
}
const command = new Command('npm run bench:shadow --')
  .description('Measures the p99 of callers with the shadow comparison of a rollout beside without.')
  .option('--pairs <count>', 'pairs of turns', count, 10)
  .option('--seconds <count>', 'of a turn', count, 5)
  .option('--connections <count>', 'from which is asked', count, 8)
  .option('--latency <milliseconds>', 'that the vendor takes a call', count, 20)
  .option('--check', "end with 1 when the median of the pairs' ratios is over the goal")
  .parse();
const { pairs, seconds, connections, latency, ...values } = command.opts<Asked>();
const [SERVER_CORE, LOAD_CORE] = [0, 1];

// So that the servers end with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
await refusing(command, requireWrk);
const folder = await mkdtemp(join(tmpdir(), 'selvedge-shadow-'));
const measured: ShadowPair[] = [];
try {
  await using upstream = await startPosts(LOAD_CORE, latency);
  const port = await freePort();
  const { keys } = await writeGateway(folder, { connectors: [], tenants: 1 }, { port, upstream: upstream.url });
  const file = await withCandidate();
  const program = fileURLToPath(new URL('gateway-process.ts', import.meta.url));
  await using child = startPinned([process.execPath, program, file], { core: SERVER_CORE });
  const origin = `http://127.0.0.1:${port}`;
  while (!(await isReady(origin))) {
    if (child.hasEnded) throw new Error(`Expected a gateway that is ready; it ended: ${child.printed}`);
    await wait(50);
  }
  const script = await writeTenantsScript(folder, QUERY_TEXTS.Q3, keys);
  const load = (forSeconds: number) =>
    runWrk({ url: `${origin}/v2/graphql`, script, connections, seconds: forSeconds, core: LOAD_CORE });
  const turn = async (withComparison: boolean) => {
    process.kill(child.pid, withComparison ? 'SIGUSR2' : 'SIGHUP');
    await load(1);
    const before = await comparedSoFar(origin);
    const { p99, requestsPerSecond, refused, socketErrors } = await load(seconds);
    const compared = (await comparedSoFar(origin)) - before;
    if (refused + socketErrors > 0)
      throw new Error(`Expected only answers, got ${refused} refusals, ${socketErrors} errors`);
    if (!withComparison && compared > 0)
      throw new Error(`Expected a turn without comparison, got ${compared} compared reads`);
    return { p99, rate: requestsPerSecond, compared };
  };
  // Whatever compiles while it runs has done so by then.
  await turn(true);
  await turn(false);
  for (let pair = 1; pair <= pairs; pair++) {
    const first = pair % 2 === 0;
    const [one, other] = [await turn(first), await turn(!first)];
    const [on, off] = first ? [one, other] : [other, one];
    const result = { offP99: off.p99, onP99: on.p99, offRate: off.rate, onRate: on.rate, compared: on.compared };
    measured.push(result);
    console.log(textOf(pair, result));
  }
} finally {
  await rm(folder, { recursive: true, force: true });
}
const { ratio, holds } = judgeShadow(measured);
console.log(
  `\np99 with comparison: ${ratio.toFixed(3)} × without, median of ${measured.length} pairs, at most ${MOST_P99_RATIO}: ${holds ? 'holds' : 'FALLS SHORT'}`,
);
if (values.check) process.exitCode = holds ? 0 : 1;

/** Puts a newer version of the connector beside the one in use, and says where the configuration is that keeps to that one. */
async function withCandidate(): Promise<string> {
  const configuration = JSON.parse(await readFile(join(folder, 'selvedge.json'), 'utf8'));
  const candidate = join(configuration.connectorsDirectory, 'posts-next');
  await mkdir(candidate);
  const source = fileURLToPath(new URL('../../connector-posts/', import.meta.url));
  const manifest = JSON.parse(await readFile(join(source, 'package.json'), 'utf8'));
  await writeFile(join(candidate, 'package.json'), JSON.stringify({ ...manifest, version: '1.1.0' }));
  await writeFile(join(candidate, 'index.js'), await readFile(join(source, 'index.js'), 'utf8'));
  const file = join(folder, 'shadow.json');
  await writeFile(file, JSON.stringify({ ...configuration, connectors: { posts: { version: '1.0.0' } } }));
  return file;
}

async function isReady(origin: string): Promise<boolean> {
  try {
    return (await fetch(`${origin}/readyz`)).ok;
  } catch {
    // It does not listen yet.
    return false;
  }
}

async function comparedSoFar(origin: string): Promise<number> {
  const metrics = await (await fetch(`${origin}/metrics`)).text();
  return Number(/selvedge_shadow_reads_total\{[^}]*outcome="compared"\} (\d+)/.exec(metrics)?.[1] ?? 0);
}

function textOf(pair: number, { offP99, onP99, offRate, onRate, compared }: ShadowPair): string {
  const ratio = (onP99 / offP99).toFixed(3);
  return `${pair}: p99 ${offP99.toFixed(1)} → ${onP99.toFixed(1)} ms (× ${ratio}), ${Math.round(offRate)} → ${Math.round(onRate)} answers/s, ${compared} reads compared`;
}
