import { Agent, request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';

/** One answer, as its caller saw it. */
export interface Answered {
  /** Number of the caller, from 0. */
  readonly caller: number;
  /** Which of the targets answered. */
  readonly target: number;
  /** Epoch milliseconds. */
  readonly sentAtMs: number;
  readonly answeredAtMs: number;
  /** HTTP status; 0 where no answer came. */
  readonly status: number;
  /** Version of the connector that the answer is from; null where it has none. */
  readonly version: string | null;
  /** Code and version of each error. */
  readonly errors: readonly { readonly code: string; readonly version: string | null }[];
}

export interface CallerLoadOptions {
  /** Base URLs of gateways; each operation goes to the next one. */
  targets: readonly string[];
  /** How many callers ask, in turn. */
  callers: number;
  /** What tells a caller apart; default: the names of a tenant and a client, which a sandbox takes. */
  headersOf?: (caller: number) => Readonly<Record<string, string>>;
  /** Operations a second, sent when they are due whether or not earlier ones have been answered. */
  rate: number;
  /** Default: one page of deals, which names the version that read it. */
  query?: string;
  /** Whether connections are kept; default true. */
  keepAlive?: boolean;
}

/** Callers who ask all the time, until they are told to stop. */
export interface CallerLoad {
  /** All answers so far, in the order in which they came. */
  readonly answers: readonly Answered[];
  readonly offered: number;
  /** Changes the targets from the next operation on. */
  ask(targets: readonly string[]): void;
  /** Resolves when the last answer has come. Idempotent. */
  stop(): Promise<void>;
}

/** One page of deals; the vendor is asked for each where the gateway has no cache. */
export const ONE_PAGE = '{ deals(connector: "hubspot", first: 1) { edges { node { id source { version } } } } }';
const PATIENCE_MS = 30_000;

export function startCallerLoad(options: CallerLoadOptions): CallerLoad {
  const { callers, rate, headersOf = asClient, query = ONE_PAGE, keepAlive = true } = options;
  let { targets } = options;
  const agent = new Agent({ keepAlive, maxSockets: Number.POSITIVE_INFINITY });
  const over = new AbortController();
  const answers: Answered[] = [];
  const underWay = new Set<Promise<void>>();
  const body = JSON.stringify({ query });
  let offered = 0;

  function send(caller: number, target: number): void {
    const sentAtMs = Date.now();
    const asked = ask(agent, targets[target] as string, body, headersOf(caller)).then((answer) => {
      answers.push({ caller, target, sentAtMs, answeredAtMs: Date.now(), ...answer });
      underWay.delete(asked);
    });
    underWay.add(asked);
  }

  async function run(): Promise<void> {
    const startedAt = performance.now();
    while (!over.signal.aborted) {
      const earlyMs = startedAt + (offered * 1_000) / rate - performance.now();
      if (earlyMs > 0) await wait(earlyMs, undefined, { signal: over.signal }).catch(() => {});
      if (over.signal.aborted) break;
      // Whole rounds of callers go to each target, so that every caller asks every one of them.
      const turn = offered + Math.floor(offered / callers);
      send(offered % callers, turn % targets.length);
      offered += 1;
    }
    await Promise.all(underWay);
    agent.destroy();
  }

  const running = run();
  return {
    answers,
    get offered() {
      return offered;
    },
    ask(next) {
      targets = next;
    },
    stop() {
      over.abort();
      return running;
    },
  };
}

/** Each has an account of its own at the vendor, which takes only so many calls at once. */
export const TENANTS = ['north', 'east', 'south', 'west'] as const;

export function tenantOf(caller: number): string {
  return TENANTS[caller % TENANTS.length] as string;
}

function asClient(caller: number): Record<string, string> {
  return { 'selvedge-client': `caller-${caller}`, 'selvedge-tenant': tenantOf(caller) };
}

type Answer = Pick<Answered, 'status' | 'version' | 'errors'>;

const NO_ANSWER: Answer = { status: 0, version: null, errors: [] };

function ask(agent: Agent, target: string, body: string, given: Readonly<Record<string, string>>): Promise<Answer> {
  return new Promise((resolve) => {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), ...given };
    const asked = request(`${target}/v2/graphql`, { method: 'POST', agent, headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk: string) => {
        text += chunk;
      });
      response.once('error', () => resolve(NO_ANSWER));
      response.once('end', () => resolve(answerOf(response.statusCode ?? 0, text)));
    });
    asked.setTimeout(PATIENCE_MS, () => asked.destroy());
    asked.once('error', () => resolve(NO_ANSWER));
    asked.end(body);
  });
}

interface Body {
  errors?: { extensions?: { code?: string; version?: string } }[];
}

function answerOf(status: number, text: string): Answer {
  const version = /"version":"([^"]+)"/.exec(text)?.[1] ?? null;
  if (!text.includes('"errors"')) return { status, version, errors: [] };
  try {
    const { errors = [] } = JSON.parse(text) as Body;
    const told = errors.map(({ extensions = {} }) => ({
      code: extensions.code ?? 'UNCODED',
      version: extensions.version ?? null,
    }));
    return { status, version: told.length > 0 ? null : version, errors: told };
  } catch {
    return { status, version: null, errors: [{ code: 'UNREADABLE', version: null }] };
  }
}
