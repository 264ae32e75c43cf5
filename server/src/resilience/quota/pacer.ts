import type { QuotaReading, VendorError } from '@selvedge/connector-api';
import { leavesTime, sleep } from '../deadline.js';
import {
  type Denial,
  type Grant,
  QUEUED_TRAFFIC,
  type QueuedTraffic,
  type QuotaLedger,
  type Taking,
  type Traffic,
  type WindowUsage,
} from './ledger.js';
import { refusal } from './refusal.js';
import { createTurns, type Turns } from './turns.js';
import { type WindowUse, windowUse } from './window-use.js';
import { type Ask, type Sent, type Wish, wishTo } from './wish.js';

export interface PacerOptions {
  ledger: QuotaLedger;
  connector: string;
  /** Everybody with the same account shares its quotas. */
  account: string;
  /** Most calls in flight at the account, over all gateways; null for no limit. */
  concurrency: number | null;
  /** Prefix of calls' ids; unique over all gateways. */
  gateway: string;
  /** Epoch milliseconds, by which vendors' days are told; waits go by a clock that only goes forward. */
  wallClock: () => number;
  onEvent?: (event: PacerEvent) => void;
}

/** What pacing did, for the metrics. */
export type PacerEvent =
  | { kind: 'sent'; usage: readonly WindowUsage[]; windows: readonly WindowUse[]; client: string; traffic: Traffic }
  | { kind: 'waited'; waitedMs: number }
  | { kind: 'refused'; because: Denial['because'] };

/** Sees to it that an account's calls keep to the vendor's quotas and pauses. */
export interface Pacer {
  /**
   * Sends one request when it may be sent, from a slot that it does not hold while it waits for its turn. Throws
   * VendorError, `throttled` or `quota-exhausted`, when its time would be up before; or the signal's reason; or the
   * error that came of the sending.
   */
  send<T>(ask: Ask, send: () => Promise<Sent<T>>): Promise<T>;
  /** The vendor asked for no call for so long, milliseconds. */
  pause(ms: number): void;
}

/** Requests wait for their turn by the windows that they are counted in, clients of one kind of traffic in turn. */
export function createPacer(options: PacerOptions): Pacer {
  const { ledger, account, concurrency, wallClock, onEvent = () => {} } = options;
  const now = (): number => performance.now();
  const lanes = new Map<string, Lane>();
  let calls = 0;

  function windowsOf({ quota, request }: Ask): readonly WindowUse[] {
    return (quota?.windowsOf(request) ?? []).map((window) => windowUse(window, wallClock()));
  }

  function takingOf(ask: Ask, id: string): Taking {
    return {
      id,
      account,
      concurrency,
      traffic: ask.traffic,
      windows: windowsOf(ask),
      flightMs: Math.max(1, ask.deadline.at - now()),
    };
  }

  /**
   * The way of a request before which nobody waits: from a slot it asks the ledger and is sent, or is told the denial.
   * A slot comes first, so that only so many calls are granted before the first answers tell how the account stands.
   */
  async function sendAtOnce<T>(ask: Ask, send: () => Promise<Sent<T>>): Promise<Sent<T>['outcome'] | Denial> {
    const taking = takingOf(ask, nextId());
    const taken = ledger.take(taking);
    const answer = taken instanceof Promise ? await taken : taken;
    if (!answer.granted) return answer;
    if (ask.deadline.signal.aborted) {
      ledger.settle(taking, answer, { sent: false, readings: [] });
      throw ask.deadline.signal.reason;
    }
    tellSent(ask, taking, answer);
    let readings: readonly QuotaReading[] = [];
    try {
      const sent = await send();
      readings = sent.readings;
      return sent.outcome;
    } finally {
      settleSent(taking, answer, readings);
    }
  }

  /** Bulk work lets those go first who are waited for. */
  function sendInSlot<T>(ask: Ask, send: () => Promise<Sent<T>>): Promise<Sent<T>['outcome'] | Denial> {
    return ask.inSlot(ask.deadline.signal, () => sendAtOnce(ask, send), ask.traffic === 'bulk');
  }

  function tellSent({ client, traffic }: Ask, { windows }: Taking, { usage }: Grant): void {
    onEvent({ kind: 'sent', usage, windows, client, traffic });
  }

  function settleSent(taking: Taking, grant: Grant, readings: readonly QuotaReading[]): void {
    ledger.settle(taking, grant, { sent: true, readings });
    // Somebody may wait for this call's place.
    if (concurrency !== null) for (const { turns } of lanes.values()) turns.wake();
  }

  /**
   * Asks the ledger, from a slot, and sends the request where it grants. Resolves with the denial, or with null as soon
   * as the request is on its way: what becomes of it is told to the wish.
   */
  function attempt(wish: Wish): Promise<Denial | null> {
    const { ask, id } = wish;
    const { promise: decided, resolve: decide } = Promise.withResolvers<Denial | null>();
    const done = ask.inSlot(ask.deadline.signal, async () => {
      const taking = takingOf(ask, id);
      const answer = await ledger.take(taking);
      if (!answer.granted) return decide(answer);
      if (wish.isOver()) {
        ledger.settle(taking, answer, { sent: false, readings: [] });
        return decide(null);
      }
      decide(null);
      await perform(wish, taking, answer);
    });
    done.catch((error: unknown) => {
      // No slot came, or the breaker opened.
      wish.fail(error);
      decide(null);
    });
    return decided;
  }

  async function perform(wish: Wish, taking: Taking, grant: Grant): Promise<void> {
    tellSent(wish.ask, taking, grant);
    let readings: readonly QuotaReading[] = [];
    try {
      readings = await wish.send();
    } finally {
      settleSent(taking, grant, readings);
    }
  }

  /** The refusal of who cannot wait so long; null for who can. */
  function refusalOf({ ask }: Pick<Wish, 'ask'>, waitMs: number, because: Denial['because']): VendorError | null {
    if (leavesTime(ask.deadline, waitMs)) return null;
    onEvent({ kind: 'refused', because });
    return refusal(options.connector, because, waitMs, wallClock());
  }

  /** Asks for those whose turn it is until nobody is left. */
  async function serve(lane: Lane): Promise<void> {
    for (;;) {
      const denials: Denial[] = [];
      for (const traffic of QUEUED_TRAFFIC) {
        const denial = await serveKind(lane, traffic);
        lane.denied[traffic] = denial === null ? null : { until: now() + denial.waitMs, because: denial.because };
        if (denial !== null) denials.push(denial);
      }
      if (denials.length === 0) return;
      await lane.turns.pause(Math.min(...denials.map(({ waitMs }) => waitMs)));
    }
  }

  /** Serves waiters of one kind until one is denied; its denial, or null when none is left or somebody is to go first. */
  async function serveKind({ turns, denied }: Lane, traffic: QueuedTraffic): Promise<Denial | null> {
    // After a pause one call tries whether it is over for good; all at once would be the next offence.
    let isTrial = denied[traffic]?.because === 'pause';
    for (let waiter = turns.next(traffic); waiter !== undefined; waiter = turns.next(traffic)) {
      if (traffic === 'bulk' && denied.interactive === null && turns.next('interactive') !== undefined) return null;
      const denial = await attempt(waiter);
      if (denial === null) {
        turns.leave(waiter);
        if (isTrial) await waiter.ended;
        isTrial = false;
        continue;
      }
      for (const each of turns.waiting(traffic)) {
        const refused = refusalOf(each, denial.waitMs, denial.because);
        if (refused !== null && turns.leave(each)) each.fail(refused);
      }
      if (turns.next(traffic) !== undefined) return denial;
    }
    return null;
  }

  function nextId(): string {
    calls += 1;
    return `${options.gateway}:${calls}`;
  }

  function laneOf(ask: Ask): Lane {
    const name = ask.quota === undefined ? '' : JSON.stringify(windowsOf(ask).map((window) => window.name));
    let lane = lanes.get(name);
    if (lane === undefined) {
      const made: Lane = {
        turns: createTurns<Wish>(() => serve(made), sleep),
        denied: { interactive: null, bulk: null },
      };
      lane = made;
      lanes.set(name, lane);
    }
    return lane;
  }

  /** A call that nobody waits for takes nobody's turn: it is sent at once or refused. */
  async function sendIfFree<T>(ask: Ask, lane: Lane, send: () => Promise<Sent<T>>): Promise<T> {
    const came: Sent<T>['outcome'] | Denial = lane.turns.isEmpty() ? await sendInSlot(ask, send) : TURNED_AWAY;
    if ('granted' in came) throw refusal(options.connector, came.because, came.waitMs, wallClock());
    if (came.ok) return came.value;
    throw came.error;
  }

  /** Waits in the lane until its turn has come and the ledger has granted it. */
  async function queue(wish: Wish, traffic: QueuedTraffic, { turns, denied }: Lane): Promise<void> {
    const { deadline, client } = wish.ask;
    const leave = (): void => {
      if (turns.leave(wish)) wish.fail(deadline.signal.reason);
    };
    deadline.signal.throwIfAborted();
    deadline.signal.addEventListener('abort', leave, { once: true });
    const askedAt = performance.now();
    try {
      // The lane may sleep for the other kind's sake.
      if ((denied[traffic]?.until ?? 0) <= now()) turns.wake();
      turns.join(wish, traffic, client);
      await wish.over;
    } finally {
      deadline.signal.removeEventListener('abort', leave);
      onEvent({ kind: 'waited', waitedMs: performance.now() - askedAt });
    }
  }

  return {
    async send(ask, send) {
      ask.deadline.signal.throwIfAborted();
      const lane = laneOf(ask);
      const { traffic } = ask;
      if (traffic === 'shadow') return sendIfFree(ask, lane, send);
      if (lane.turns.isEmpty()) {
        const came = await sendInSlot(ask, send);
        if (!('granted' in came)) {
          if (came.ok) return came.value;
          throw came.error;
        }
        const refused = refusalOf({ ask }, came.waitMs, came.because);
        if (refused !== null) throw refused;
      } else {
        const { until = 0, because = 'pause' } = lane.denied[traffic] ?? {};
        const refused = until > now() ? refusalOf({ ask }, until - now(), because) : null;
        if (refused !== null) throw refused;
      }
      const { wish, sent } = wishTo(ask, nextId(), send);
      await queue(wish, traffic, lane);
      return sent;
    },

    pause(ms) {
      // A time that is no number is no time.
      if (ms > 0) ledger.pause(account, ms);
    },
  };
}

/** Those whose requests are counted in the same windows. */
interface Lane {
  turns: Turns<Wish>;
  /** Until when each kind of traffic is denied, milliseconds of `performance.now()`, and why. */
  denied: Record<QueuedTraffic, { until: number; because: Denial['because'] } | null>;
}

/** Others wait for their turn. */
const TURNED_AWAY: Denial = { granted: false, waitMs: 1_000, because: 'concurrency', usage: [] };
