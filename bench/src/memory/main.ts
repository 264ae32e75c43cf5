/**
 * Memory of a gateway at the most that it can answer: Q3 from wrk, as long as it takes to tell growth from noise. `npm run bench:memory -- --help`
 * tells how. At its most V8 collects by itself more often than the samples do, so that the peak is what it is without them.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { quantity, refusing } from '@selvedge/server/arguments';
import { Command } from 'commander';
import { peakMegabytes, residentMegabytes } from '../process-usage.ts';
import { QUERY_TEXTS } from '../queries.ts';
import { startGatewayOf, writeTenantsScript } from '../scaling/started-gateway.ts';
import { startPosts } from '../upstream.ts';
import { requireWrk, runWrk } from '../wrk.ts';
import { heapAfterCollection, heapProbe } from './heap-after-collection.ts';
import { judgeMemory, type MemorySample, MOST_RESIDENT_MEGABYTES } from './judge-memory.ts';
import { sampleText, slopeText } from './memory-report.ts';

interface Asked {
  minutes: number;
  every: number;
  check?: true;
}
const command = new Command('npm run bench:memory --')
  .description('Prints the heap after a full collection and the resident memory under load, and the slope of each.')
  .option('--minutes <number>', 'how long', quantity, 10)
  .option('--every <seconds>', 'between two samples', quantity, 60)
  .option('--check', 'end with 1 when the heap grows, or the peak is over the goal')
  .parse();
const values = command.opts<Asked>();
const CONNECTIONS = 32;
const [SERVER_CORE, LOAD_CORE] = [0, 1];
const seconds = Math.round(values.minutes * 60);
const everyMs = values.every * 1_000;
if (seconds * 1_000 < 5 * everyMs) {
  command.error(
    `error: Expected time for five samples, got ${seconds} s with one each ${values.every} s: take more --minutes, or --every ${Math.max(1, Math.floor(seconds / 5))}.`,
  );
}

// So that the servers end with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
await refusing(command, requireWrk);
const folder = await mkdtemp(join(tmpdir(), 'selvedge-memory-'));
const samples: MemorySample[] = [];
let peak = 0;
try {
  await using upstream = await startPosts(LOAD_CORE, 0);
  const file = join(folder, 'heap');
  const gateway = await startGatewayOf({
    size: { connectors: [], tenants: 1 },
    folder: join(folder, 'gateway'),
    upstream: upstream.url,
    core: SERVER_CORE,
    env: heapProbe(file),
  });
  await using child = gateway.child;
  const script = await writeTenantsScript(folder, QUERY_TEXTS.Q3, gateway.keys);
  const load = runWrk({ url: gateway.url, script, connections: CONNECTIONS, seconds, core: LOAD_CORE });
  const startedAt = performance.now();
  for (let next = everyMs; next <= seconds * 1_000; next += everyMs) {
    await wait(startedAt + next - performance.now());
    const resident = residentMegabytes(child.pid);
    const heap = await heapAfterCollection(child.pid, file);
    const sample = { seconds: next / 1_000, heapMegabytes: heap, residentMegabytes: resident };
    samples.push(sample);
    console.log(sampleText(sample));
  }
  const { requestsPerSecond, refused, socketErrors } = await load;
  peak = peakMegabytes(child.pid);
  console.log(`\n${Math.round(requestsPerSecond)} requests/s; ${refused + socketErrors} failed.`);
} finally {
  await rm(folder, { recursive: true, force: true });
}
const { heap, resident, isFlat } = judgeMemory(samples);
const isSmall = peak <= MOST_RESIDENT_MEGABYTES;
console.log(`Heap after collection: ${slopeText(heap)}: ${isFlat ? 'flat' : 'IT GROWS'}`);
console.log(`Resident: ${slopeText(resident)}`);
console.log(
  `Peak resident: ${Math.round(peak)} MB, at most ${MOST_RESIDENT_MEGABYTES} MB: ${isSmall ? 'holds' : 'FALLS SHORT'}`,
);
if (values.check) process.exitCode = isFlat && isSmall ? 0 : 1;
