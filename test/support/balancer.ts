import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface Balancer {
  readonly url: string;
  /** Whether requests are led to the gateway on this port. */
  leadsTo(port: number): boolean;
  /** What went wrong between it and a gateway, so that its caller got a 502. */
  readonly failures: readonly string[];
  close(): Promise<void>;
}

const PROBE_EVERY_MS = 50;

/** Leads requests in turn to the gateways that say they are ready, over kept connections; sends again what was refused a connection. */
export async function startBalancer(ports: readonly number[]): Promise<Balancer> {
  const ready = new Set<number>();
  const probing = new Set<number>();
  const agents = new Map(ports.map((port) => [port, new Agent({ keepAlive: true, maxSockets: 64 })]));
  const failures: string[] = [];
  let turn = 0;

  /** One that is late says nothing; only an answer or a refused connection does. */
  async function probe(port: number): Promise<void> {
    if (probing.has(port)) return;
    probing.add(port);
    const isReady = await fetch(`http://127.0.0.1:${port}/readyz`, { headers: { connection: 'close' } }).then(
      ({ ok }) => ok,
      () => false,
    );
    probing.delete(port);
    if (isReady) ready.add(port);
    else ready.delete(port);
  }
  const probes = setInterval(() => {
    for (const port of ports) void probe(port);
  }, PROBE_EVERY_MS);
  await Promise.all(ports.map(probe));

  function forward(port: number, incoming: IncomingMessage, body: Buffer): Promise<IncomingMessage> {
    const { method, url, headers } = incoming;
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    request({
      port,
      host: '127.0.0.1',
      method,
      path: url,
      headers: { ...headers, connection: 'keep-alive' },
      agent: agents.get(port),
    })
      .once('response', resolve)
      .once('error', reject)
      .end(body);
    return promise;
  }

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await buffer(incoming);
    const candidates = [...ready];
    for (let attempt = 0; attempt < candidates.length; attempt += 1) {
      const port = candidates[(turn + attempt) % candidates.length] as number;
      try {
        const outgoing = await forward(port, incoming, body);
        turn += 1;
        const content = await buffer(outgoing);
        response.writeHead(outgoing.statusCode ?? 502, withoutHop(outgoing.headers)).end(content);
        return;
      } catch (error) {
        const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
        if (code !== 'ECONNREFUSED') return fail(response, `${port}: ${code}`);
      }
    }
    fail(response, 'no gateway was ready');
  }

  function fail(response: ServerResponse, reason: string): void {
    failures.push(reason);
    response.writeHead(502).end();
  }

  const server = createServer((incoming, response) => void answer(incoming, response));
  // Longer than callers are idle: a connection that ends while its next request is on its way is no gateway's fault.
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadsTo: (port) => ready.has(port),
    failures,
    async close() {
      clearInterval(probes);
      for (const agent of agents.values()) agent.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The connection to a gateway is not the caller's. */
function withoutHop({ connection: _, 'keep-alive': __, ...headers }: IncomingMessage['headers']) {
  return headers;
}
