import { type Quota, type QuotaRequest, VendorError } from '@selvedge/connector-api';
import { type Deadline, leavesTime, sleep } from '../deadline.js';
import {
  type Denial,
  type Grant,
  type QuotaLedger,
  type Settlement,
  type Taking,
  TRAFFIC,
  type Traffic,
  type WindowUsage,
} from './ledger.js';
import { createTurns, type Turns } from './turns.js';
import { type WindowUse, windowUse } from './window-use.js';

export interface PacerOptions {
  ledger: QuotaLedger;
  connector: string;
  /** Everybody with the same account shares its quotas. */
  account: string;
  /** Most calls in flight at the account, over all gateways; null for no limit. */
  concurrency: number | null;
  /** Prefix of calls' ids; unique over all gateways. */
  gateway: string;
  /** Epoch milliseconds. */
  now: () => number;
  onEvent?: (event: PacerEvent) => void;
}

/** What pacing did, for the metrics. */
export type PacerEvent =
  | { kind: 'sent'; usage: readonly WindowUsage[]; windows: readonly WindowUse[]; client: string; traffic: Traffic }
  | { kind: 'waited'; waitedMs: number }
  | { kind: 'refused'; because: Denial['because'] };

/** One HTTP request that wants to be sent. */
export interface Ask {
  request: QuotaRequest;
  quota: Quota | undefined;
  client: string;
  traffic: Traffic;
  deadline: Deadline;
}

/** Leave to send one request. */
export interface Admission {
  /** Must be called once, when the call has ended, whatever became of it. */
  settle(settlement: Settlement): void;
}

/** Sees to it that an account's calls keep to the vendor's quotas and pauses. */
export interface Pacer {
  /**
   * Resolves when the request may be sent. Throws VendorError, `throttled` or `quota-exhausted`, when its time would be
   * up before; or the signal's reason.
   */
  admit(ask: Ask): Promise<Admission>;
  /** The vendor asked for no call before `untilMs`, epoch milliseconds. */
  pause(untilMs: number): void;
  /** Whether the vendor asked this gateway for no call at the moment. */
  isPaused(): boolean;
}

/** A wait longer than this is that of a long window rather than of a busy moment, milliseconds. */
const LONG_WAIT_MS = 60_000;

/** Requests wait for their turn by the windows that they are counted in, clients of one kind of traffic in turn. */
export function createPacer(options: PacerOptions): Pacer {
  const { ledger, account, concurrency, now, onEvent = () => {} } = options;
  const lanes = new Map<string, Lane>();
  let pausedUntil = 0;
  let calls = 0;

  function windowsOf({ quota, request }: Ask): readonly WindowUse[] {
    return (quota?.windowsOf(request) ?? []).map((window) => windowUse(window, now()));
  }

  async function take({ ask, taking }: Wish): Promise<Denial | { grant: Grant; taken: Taking }> {
    const taken = { ...taking, windows: windowsOf(ask), flightMs: Math.max(1, ask.deadline.at - now()) };
    const answer = await ledger.take(taken);
    return answer.granted ? { grant: answer, taken } : answer;
  }

  function admission({ ask }: Wish, grant: Grant, taken: Taking): Admission {
    const { client, traffic } = ask;
    onEvent({ kind: 'sent', usage: grant.usage, windows: taken.windows, client, traffic });
    let settled = false;
    return {
      settle(settlement) {
        if (settled) return;
        settled = true;
        ledger.settle(taken, grant, settlement);
        // Somebody may wait for this call's place.
        if (concurrency !== null) for (const { turns } of lanes.values()) turns.wake();
      },
    };
  }

  /** The refusal of who cannot wait so long; null for who can. */
  function refusalOf({ ask }: Wish, waitMs: number, because: Denial['because']): VendorError | null {
    if (leavesTime(ask.deadline, waitMs, now())) return null;
    onEvent({ kind: 'refused', because });
    return refusal(options.connector, because, waitMs, now());
  }

  /** Asks for those whose turn it is until nobody is left. */
  async function serve(lane: Lane): Promise<void> {
    for (;;) {
      const denials: Denial[] = [];
      for (const traffic of TRAFFIC) {
        const denial = await serveKind(lane, traffic);
        lane.denied[traffic] = denial === null ? null : { until: now() + denial.waitMs, because: denial.because };
        if (denial !== null) denials.push(denial);
      }
      if (denials.length === 0) return;
      await lane.turns.pause(Math.min(...denials.map(({ waitMs }) => waitMs)));
    }
  }

  /** Admits waiters of one kind until one is denied; its denial, or null when none is left. */
  async function serveKind({ turns }: Lane, traffic: Traffic): Promise<Denial | null> {
    for (let waiter = turns.next(traffic); waiter !== undefined; waiter = turns.next(traffic)) {
      const answer = await take(waiter);
      if ('grant' in answer) {
        if (turns.leave(waiter)) waiter.admitted.resolve(admission(waiter, answer.grant, answer.taken));
        else ledger.settle(answer.taken, answer.grant, { sent: false, readings: [] });
        continue;
      }
      for (const each of turns.waiting(traffic)) {
        const refused = refusalOf(each, answer.waitMs, answer.because);
        if (refused !== null && turns.leave(each)) each.admitted.reject(refused);
      }
      if (turns.next(traffic) !== undefined) return answer;
    }
    return null;
  }

  function laneOf(ask: Ask): Lane {
    const name = JSON.stringify(windowsOf(ask).map((window) => window.name));
    let lane = lanes.get(name);
    if (lane === undefined) {
      const made: Lane = {
        turns: createTurns<Waiter>(() => serve(made), sleep),
        denied: { interactive: null, bulk: null },
      };
      lane = made;
      lanes.set(name, lane);
    }
    return lane;
  }

  /** Waits in the lane until its turn has come and the ledger has granted it. */
  async function queue(wish: Wish, { turns, denied }: Lane): Promise<Admission> {
    const { deadline, traffic, client } = wish.ask;
    deadline.signal.throwIfAborted();
    const waiter: Waiter = { ...wish, admitted: Promise.withResolvers<Admission>() };
    const leave = (): void => {
      if (turns.leave(waiter)) waiter.admitted.reject(deadline.signal.reason);
    };
    deadline.signal.addEventListener('abort', leave, { once: true });
    const askedAt = performance.now();
    try {
      turns.join(waiter, traffic, client);
      // The lane may sleep for the other kind's sake.
      if ((denied[traffic]?.until ?? 0) <= now()) turns.wake();
      return await waiter.admitted.promise;
    } finally {
      deadline.signal.removeEventListener('abort', leave);
      onEvent({ kind: 'waited', waitedMs: performance.now() - askedAt });
    }
  }

  return {
    async admit(ask) {
      const { deadline, traffic } = ask;
      deadline.signal.throwIfAborted();
      const wish: Wish = { ask, taking: { id: `${options.gateway}:${++calls}`, account, concurrency, traffic } };
      const lane = laneOf(ask);
      if (lane.turns.isEmpty()) {
        const answer = await take(wish);
        if ('grant' in answer) return admission(wish, answer.grant, answer.taken);
        const refused = refusalOf(wish, answer.waitMs, answer.because);
        if (refused !== null) throw refused;
      } else {
        const { until = 0, because = 'pause' } = lane.denied[traffic] ?? {};
        const refused = until > now() ? refusalOf(wish, until - now(), because) : null;
        if (refused !== null) throw refused;
      }
      return queue(wish, lane);
    },

    pause(untilMs) {
      // A time that is no number is never later.
      if (!(untilMs > pausedUntil)) return;
      pausedUntil = untilMs;
      ledger.pause(account, untilMs - now());
    },

    isPaused: () => pausedUntil > now(),
  };
}

interface Wish {
  ask: Ask;
  taking: Omit<Taking, 'windows' | 'flightMs'>;
}

interface Waiter extends Wish {
  admitted: PromiseWithResolvers<Admission>;
}

/** Those whose requests are counted in the same windows. */
interface Lane {
  turns: Turns<Waiter>;
  /** Until when each kind of traffic is denied, epoch milliseconds, and why. */
  denied: Record<Traffic, { until: number; because: Denial['because'] } | null>;
}

function refusal(connector: string, because: Denial['because'], waitMs: number, now: number): VendorError {
  const seconds = Math.ceil(waitMs / 1_000);
  switch (because) {
    case 'pause':
      return new VendorError({
        class: 'throttled',
        message: `The vendor asked for no calls for another ${seconds} s.`,
        retryAfterMs: waitMs,
      });
    case 'concurrency':
      return new VendorError({
        class: 'throttled',
        message: `${connector} takes no more calls at once than are under way; try again in a moment.`,
        retryAfterMs: waitMs,
      });
    default: {
      const message = `The account's ${because.window} quota at ${connector} is used up; it has room again in ${seconds} s.`;
      return waitMs > LONG_WAIT_MS
        ? new VendorError({ class: 'quota-exhausted', message, untilMs: now + waitMs })
        : new VendorError({ class: 'throttled', message, retryAfterMs: waitMs });
    }
  }
}
