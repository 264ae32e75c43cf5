import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { Logger, Metrics } from '../telemetry/index.js';
import type { AllowedOrigins } from './allowed-origins.js';
import { createControlledDelay, type EventLoop } from './controlled-delay.js';
import { HEALTH_PATHS } from './entrance.js';
import { errorBody, errorContentType } from './error-answer.js';

/** What is done when more is asked than can be answered. */
export interface OverloadSettings {
  enabled: boolean;
  /** Most requests in work at once. */
  maxInFlight: number;
  /** Longest that a request is to wait for the event loop while more comes than can be answered, milliseconds. */
  maxDelayMs: number;
}

export interface LoadSheddingOptions {
  overload: OverloadSettings;
  metrics: Metrics;
  logger: Logger;
  allowedOrigins: AllowedOrigins;
  isDraining: () => boolean;
  /** Whether a request is taken however much is asked, besides health checks. Default none is. */
  isExempt?: (request: IncomingMessage) => boolean;
  /** In [0, 1); default Math.random. */
  random?: () => number;
  /** Default this process's. */
  loop?: EventLoop;
}

export interface LoadShedding {
  /** The HTTP server whose requests go to the handler, unless they are refused. */
  server(handler: RequestListener): Server;
  /** A sentence while requests have been refused for long, else null. */
  degraded(): string | null;
}

const MESSAGE = 'The gateway is asked for more than it can answer at the moment. Send the request again later.';
/** Callers come back after so many seconds, spread, so that they do not all come at once. */
const RETRY_AFTER_S = { least: 1, spread: 3 };
const LONG_MS = 10_000;

/**
 * Refuses what cannot be answered in time, before Fastify sees it: at three times the capacity two of three requests
 * are refusals, and each must cost a small part of an answer. Connections are kept: a new one costs more than a refusal.
 */
export function createLoadShedding(options: LoadSheddingOptions): LoadShedding {
  const { overload, metrics, logger, isDraining, isExempt = () => false } = options;
  const { random = Math.random, loop = processLoop() } = options;
  const delay = createControlledDelay(overload.maxDelayMs, loop);
  let inFlight = 0;
  let refusedSince: number | null = null;
  metrics.requestsInFlight(() => inFlight);

  function reasonToRefuse(): 'full' | 'busy' | null {
    if (!overload.enabled) return null;
    // Asked first, as it counts the turns.
    if (!delay.admits()) return 'busy';
    return inFlight >= overload.maxInFlight ? 'full' : null;
  }

  function refuse(request: IncomingMessage, response: ServerResponse, reason: 'full' | 'busy'): void {
    metrics.requestShed({ reason });
    const { origin } = request.headers;
    const headers: Record<string, string | number> = {
      'content-type': errorContentType(request.headers),
      'content-length': BODY.length,
      'retry-after': RETRY_AFTER_S.least + Math.floor(random() * RETRY_AFTER_S.spread),
    };
    if (isDraining()) headers.connection = 'close';
    if (origin !== undefined && options.allowedOrigins.has(origin)) {
      headers.vary = 'origin';
      headers['access-control-allow-origin'] = origin;
      headers['access-control-expose-headers'] = 'retry-after';
    }
    response.writeHead(503, headers).end(BODY);
  }

  /** Tells the beginning and the end: a line for each refusal would cost more than the refusal. */
  function tell(): void {
    const since = delay.refusingSince;
    if ((since === null) === (refusedSince === null)) return;
    refusedSince = since;
    if (since !== null) logger.warn('overloaded: requests are refused with 503');
    else logger.info('no longer overloaded');
  }

  function admit(response: ServerResponse): void {
    inFlight += 1;
    // Once a response, and with one function for all of them: each has little to do besides.
    response.on('close', leave);
  }

  function leave(): void {
    inFlight -= 1;
  }

  return {
    server: (handler) =>
      createServer((request, response) => {
        if (isHealth(request.url) || isExempt(request)) return handler(request, response);
        const reason = reasonToRefuse();
        tell();
        if (reason !== null) return refuse(request, response, reason);
        admit(response);
        return handler(request, response);
      }),
    degraded() {
      const since = delay.refusingSince;
      if (since === null || loop.now() - since < LONG_MS) return null;
      const seconds = Math.round((loop.now() - since) / 1_000);
      return `More is asked than can be answered: requests have been refused for ${seconds} s.`;
    },
  };
}

/** Text in ASCII: Node writes it together with the headers, where a Buffer is written apart and costs half as much again. */
const BODY = errorBody({ code: 'OVERLOADED', message: MESSAGE, retryable: true });

/** Orchestrators must hear from a busy process too, or they restart it. */
function isHealth(url = ''): boolean {
  return HEALTH_PATHS.some((path) => url === path || url.startsWith(`${path}?`));
}

function processLoop(): EventLoop {
  return {
    now: () => performance.now(),
    idleMs: () => performance.eventLoopUtilization().idle,
    cpuMs() {
      const { user, system } = process.threadCpuUsage();
      return (user + system) / 1_000;
    },
    atEndOfTurn: setImmediate,
  };
}
