import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';

export interface Balancer {
  url: string;
  /** Whether requests go to this port at the moment. */
  isReady(port: number): boolean;
  close(): Promise<void>;
}

const CHECK_EVERY_MS = 100;

/**
 * A load balancer as plain as one can be: it asks every gateway for `/readyz` ten times a second, sends requests to the
 * ready ones in turn, and tries another one only when a connection was refused, so when nothing can have been sent.
 */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const agent = new Agent({ keepAlive: true });
  const ready = new Set<number>();
  const closing = new AbortController();
  let turn = 0;

  async function check(port: number): Promise<void> {
    while (!closing.signal.aborted) {
      const isReady = await fetch(`http://127.0.0.1:${port}/readyz`, { headers: { connection: 'close' } }).then(
        (response) => response.ok,
        () => false,
      );
      if (isReady) ready.add(port);
      else ready.delete(port);
      await wait(CHECK_EVERY_MS, undefined, { signal: closing.signal }).catch(() => {});
    }
  }

  async function pass(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    turn += 1;
    const inTurn = [...ready].sort();
    const candidates = inTurn.map((_, index) => inTurn[(turn + index) % inTurn.length] as number);
    attempt(candidates, incoming, Buffer.concat(chunks), outgoing);
  }

  function attempt(
    [port, ...others]: readonly number[],
    incoming: IncomingMessage,
    body: Buffer,
    outgoing: ServerResponse,
  ): void {
    const fail = (why: string) => outgoing.writeHead(502, { 'x-balancer': why }).end();
    if (port === undefined) return void fail('no gateway is ready');
    const { method, url: path, headers } = incoming;
    const asked = request({ port, host: '127.0.0.1', method, path, headers, agent }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, withoutHop(answer.headers));
      answer.pipe(outgoing);
      answer.once('error', () => outgoing.destroy());
    });
    asked.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED') attempt(others, incoming, body, outgoing);
      else fail(error.code ?? error.message);
    });
    asked.end(body);
  }

  const server = createServer((incoming, outgoing) => void pass(incoming, outgoing));
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  for (const port of ports) void check(port);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    isReady: (port) => ready.has(port),
    async close() {
      closing.abort();
      agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The connection to a gateway is not the caller's. */
function withoutHop({ connection: _, 'keep-alive': __, ...headers }: IncomingMessage['headers']) {
  return headers;
}
