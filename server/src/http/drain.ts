import { type Server } from 'node:http';
import { Server as NetServer } from 'node:net';

/**
 * Stops listening and waits until every connection has ended: requests in flight get their answer, connections that
 * are kept alive end after their next one, or after a moment without any. After `drainMs` the rest is cut off.
 */
export async function drain(server: Server, drainMs: number): Promise<void> {
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  // http.Server's own close() cuts idle connections at once, under requests that are on their way.
  NetServer.prototype.close.call(server, () => resolve());
  const graceEnds = Date.now() + Math.min(IDLE_GRACE_MS, drainMs / 2);
  const sweep = setInterval(() => {
    if (Date.now() >= graceEnds) server.closeIdleConnections();
  }, SWEEP_MS);
  const cutOff = setTimeout(() => server.closeAllConnections(), drainMs);
  await ended;
  clearInterval(sweep);
  clearTimeout(cutOff);
  // Already closed; this ends http.Server's own timer.
  server.close(() => {});
}

const IDLE_GRACE_MS = 500;
const SWEEP_MS = 50;
