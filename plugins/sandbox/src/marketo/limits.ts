import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { RollingWindow } from '../rolling-window.js';
import { presentedToken } from './credentials.js';
import { MarketoError } from './marketo-error.js';

/** Of one instance, shared by all that integrate with it. */
export const INSTANCE_LIMITS = { calls: 100, windowMs: 20_000, daily: 50_000 };
const CONCURRENT = 10;

/** Central Time, in which Marketo's day begins. */
const CENTRAL_DATE = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/Chicago' });

/** Marketo's limits; no header tells of them. Put it behind authentication: refused tokens cost nothing. */
export function limitCalls(scope: FastifyInstance, now: () => number, limits = INSTANCE_LIMITS): void {
  const instances = new Map<string, Instance>();
  scope.addHook('onRequest', async (request) => {
    const account = presentedToken(request.headers.authorization)?.account ?? '';
    const instance = instances.get(account) ?? new Instance(limits);
    instances.set(account, instance);
    instance.take(now());
  });
}

/** Refuses the eleventh request of an instance while ten are open; a request is open until its answer has gone out. */
export function limitConcurrency(scope: FastifyInstance, prefix: string): void {
  const open = new Map<string, Set<IncomingMessage>>();

  // From its arrival on: a request that an injected latency holds back is open though no hook of ours ran.
  scope.server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (request.url?.startsWith(`${prefix}/`)) enter(request, response);
  });
  scope.addHook('onRequest', async ({ raw }, reply) => {
    const entered = enter(raw, reply.raw);
    if ([...entered].indexOf(raw) < CONCURRENT) return;
    throw new MarketoError('615', `Concurrent access limit reached '${CONCURRENT}'`);
  });

  function enter(request: IncomingMessage, response: ServerResponse): ReadonlySet<IncomingMessage> {
    const account = presentedToken(request.headers.authorization)?.account ?? '';
    const entered = open.get(account) ?? new Set();
    open.set(account, entered);
    if (entered.has(request)) return entered;
    entered.add(request);
    // `close` comes for an answered request and for an aborted one alike.
    response.once('close', () => entered.delete(request));
    return entered;
  }
}

class Instance {
  readonly #limits: typeof INSTANCE_LIMITS;
  readonly #window: RollingWindow;
  #day = '';
  #usedToday = 0;

  constructor(limits: typeof INSTANCE_LIMITS) {
    this.#limits = limits;
    this.#window = new RollingWindow(limits.calls, limits.windowMs);
  }

  take(now: number): void {
    const { calls, windowMs, daily } = this.#limits;
    const today = CENTRAL_DATE.format(now);
    if (today !== this.#day) {
      this.#day = today;
      this.#usedToday = 0;
    }
    if (this.#usedToday >= daily) throw new MarketoError('607', `Daily API Request Limit '${daily}' reached`);
    if (!this.#window.take(now)) {
      throw new MarketoError('606', `Max rate limit '${calls}' exceeded with in '${windowMs / 1_000}' secs`);
    }
    this.#usedToday += 1;
  }
}
