import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { Pool } from 'undici';
import { expect, it, onTestFinished } from 'vitest';
import { DeadlineExceeded, startDeadline } from './deadline.js';
import { exchange } from './exchange.js';

/** A vendor in a thread of its own, which answers while this one stands still. */
async function vendorElsewhere(): Promise<Pool> {
  const worker = new Worker(
    `const { parentPort } = require('node:worker_threads');
     require('node:http')
       .createServer(({ url }, response) => url === '/never' || response.end('"in time"'))
       .listen(0, '127.0.0.1', function () { parentPort.postMessage(this.address().port); });`,
    { eval: true },
  );
  const [port] = await once(worker, 'message');
  const pool = new Pool(`http://127.0.0.1:${port}`, { connections: 1 });
  onTestFinished(async () => {
    await pool.destroy();
    await worker.terminate();
  });
  return pool;
}

const ask = (pool: Pool, path: string, budgetMs: number) =>
  exchange(pool, { method: 'GET', path, headers: {} }, { signal: startDeadline(budgetMs).signal, maxBytes: 100 });

function standStill(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

it('takes an answer that came in time, however late the event loop gets to it', async () => {
  const pool = await vendorElsewhere();
  await ask(pool, '/', 5_000);
  // The pool has its connection back in the next turn.
  await new Promise(setImmediate);
  const answer = ask(pool, '/', 50);
  setImmediate(() => standStill(200));
  expect((await answer).body).toBe('in time');
});

it('ends what has not come, and stops its clock when it is cleared', async () => {
  const pool = await vendorElsewhere();
  await expect(ask(pool, '/never', 20)).rejects.toBeInstanceOf(DeadlineExceeded);
  const cleared = startDeadline(10);
  cleared.clear();
  const other = startDeadline(20);
  await new Promise<void>((resolve) => other.signal.addEventListener('abort', resolve, { once: true }));
  expect(cleared.signal.aborted).toBe(false);
});
