import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual, parseArgs } from 'node:util';
import type { RowName } from './contender.ts';
import { buildPeers, installPeers } from './install.ts';
import { peers } from './peers.ts';
import { freePort, startPinned } from './pinned-process.ts';
import { TICK, ticksOf } from './process-usage.ts';
import { QUERY_TEXTS, type Query } from './queries.ts';
import { expectedData, withTextIds } from './records.ts';
import { ourselves } from './selvedge.ts';
import { median, ratioOf } from './statistics.ts';
import { startUpstream } from './upstream.ts';
import { requireWrk, runWrk, writeScript } from './wrk.ts';

const { values } = parseArgs({ options: { only: { type: 'string' }, quick: { type: 'boolean' } } });
const only = new RegExp(values.only ?? '');
const [rounds, seconds] = values.quick ? [2, 1] : [10, 3];
const ROWS: readonly RowName[] = ['Q1', 'Q2', 'Q3', 'Q4', 'Q3-20ms'];

requireWrk();
installPeers();
buildPeers();
for (const row of ROWS) await measure(row);

/** Every contender of a row takes its turn in each round; the first is what the others are compared with. */
async function measure(row: RowName): Promise<void> {
  await using parts = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-bench-'));
  parts.defer(() => rm(folder, { recursive: true, force: true }));
  const query: Query = row === 'Q3-20ms' ? 'Q3' : row;
  const connections = row === 'Q3-20ms' ? 256 : 32;
  const upstream = parts.use(await startUpstream(1, row === 'Q3-20ms' ? 20 : 0));
  const cells = [];
  for (const { name, launch } of [...peers, ...ourselves].filter(
    ({ rows, name }) => rows.includes(row) && only.test(name),
  )) {
    const port = await freePort();
    const launched = await launch({ port, upstream: upstream.url, folder, connections, cached: row === 'Q4' });
    const { command, path = '/', headers = {}, textOf } = launched;
    const child = parts.use(startPinned(command, { core: 0, ...launched }));
    const url = `http://127.0.0.1:${port}${path}`;
    const text = textOf?.(query) ?? QUERY_TEXTS[query];
    const all = { 'content-type': 'application/json', ...headers };
    let seen: unknown = 'nothing';
    for (let attempt = 0; attempt < 75 && !child.hasEnded; attempt++) {
      try {
        const answer = await fetch(url, { method: 'POST', headers: all, body: JSON.stringify({ query: text }) });
        seen = await answer.json();
        if (isDeepStrictEqual(withTextIds((seen as { data?: unknown }).data), withTextIds(expectedData(query)))) break;
      } catch {}
      seen = `${JSON.stringify(seen).slice(0, 300)} ${child.printed.slice(-300)}`;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    if (typeof seen === 'string') {
      console.log(`${row} ${name}: left out, as it did not answer what was expected: ${seen}`);
      continue;
    }
    const script = join(folder, `${port}.lua`);
    await writeScript(script, text, headers);
    const load = () => runWrk({ url, script, connections, seconds, core: 1 });
    await load();
    cells.push({ name, child, load, rates: [] as number[], cpu: [] as number[] });
  }
  for (let round = 0; round < rounds; round++)
    for (const { child, load, rates, cpu } of cells) {
      const before = ticksOf(child.pid);
      const { requests, requestsPerSecond } = await load();
      rates.push(requestsPerSecond);
      cpu.push(((ticksOf(child.pid) - before) * TICK) / requests);
    }
  for (const { name, rates, cpu } of cells) {
    const { mean, low, high } = ratioOf(rates, cells[0]!.rates);
    const ratio = `× ${mean.toFixed(2)} [${low.toFixed(2)}, ${high.toFixed(2)}]`;
    console.log(
      `${row} ${name.padEnd(40)} ${median(rates).toFixed(0).padStart(8)}/s  ${ratio}  ${median(cpu).toFixed(0)} µs`,
    );
  }
}
