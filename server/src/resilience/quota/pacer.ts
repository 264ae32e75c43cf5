import type { QuotaReading, VendorError } from '@selvedge/connector-api';
import { leavesTime } from '../deadline.js';
import { createLane, type Lane } from './lane.js';
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
  return new AccountPacer(options);
}

class AccountPacer implements Pacer {
  readonly #ledger: QuotaLedger;
  readonly #account: string;
  readonly #concurrency: number | null;
  readonly #onEvent: (event: PacerEvent) => void;
  readonly #options: PacerOptions;
  /** By the windows that count what waits there; made when somebody is to wait for the first time. */
  #lanes: Map<string, Lane> | null = null;
  #calls = 0;

  constructor(options: PacerOptions) {
    this.#ledger = options.ledger;
    this.#account = options.account;
    this.#concurrency = options.concurrency;
    this.#onEvent = options.onEvent ?? (() => {});
    this.#options = options;
  }

  async send<T>(ask: Ask, send: () => Promise<Sent<T>>): Promise<T> {
    ask.deadline.signal.throwIfAborted();
    const lane = this.#laneOf(ask);
    const { traffic } = ask;
    const isFree = lane === null || lane.turns.isEmpty();
    if (traffic === 'shadow') return this.#sendIfFree(ask, isFree, send);
    if (isFree) {
      const came = await this.#sendInSlot(ask, send);
      if (!('granted' in came)) {
        if (came.ok) return came.value;
        throw came.error;
      }
      const refused = this.#refusalOf({ ask }, came.waitMs, came.because);
      if (refused !== null) throw refused;
    } else {
      const { until = 0, because = 'pause' } = lane.denied[traffic] ?? {};
      const leftMs = until - performance.now();
      const refused = leftMs > 0 ? this.#refusalOf({ ask }, leftMs, because) : null;
      if (refused !== null) throw refused;
    }
    const { wish, sent } = wishTo(ask, this.#nextId(), send);
    await this.#queue(wish, traffic, lane ?? this.#newLane(ask));
    return sent;
  }

  pause(ms: number): void {
    // A time that is no number is no time.
    if (ms > 0) this.#ledger.pause(this.#account, ms);
  }

  #windowsOf({ quota, request }: Ask): readonly WindowUse[] {
    if (quota === undefined) return NO_WINDOWS;
    return quota.windowsOf(request).map((window) => windowUse(window, this.#options.wallClock()));
  }

  #takingOf(ask: Ask, id: string): Taking {
    return {
      id,
      account: this.#account,
      concurrency: this.#concurrency,
      traffic: ask.traffic,
      windows: this.#windowsOf(ask),
      flightMs: Math.max(1, ask.deadline.at - performance.now()),
    };
  }

  /**
   * The way of a request before which nobody waits: from a slot it asks the ledger and is sent, or is told the denial.
   * A slot comes first, so that only so many calls are granted before the first answers tell how the account stands.
   */
  async #sendAtOnce<T>(ask: Ask, send: () => Promise<Sent<T>>): Promise<Sent<T>['outcome'] | Denial> {
    const taking = this.#takingOf(ask, this.#nextId());
    const taken = this.#ledger.take(taking);
    const answer = taken instanceof Promise ? await taken : taken;
    if (!answer.granted) return answer;
    if (ask.deadline.signal.aborted) {
      this.#ledger.settle(taking, answer, { sent: false, readings: [] });
      throw ask.deadline.signal.reason;
    }
    this.#tellSent(ask, taking, answer);
    let readings: readonly QuotaReading[] = [];
    try {
      const sent = await send();
      readings = sent.readings;
      return sent.outcome;
    } finally {
      this.#settleSent(taking, answer, readings);
    }
  }

  /** Bulk work lets those go first who are waited for. */
  #sendInSlot<T>(ask: Ask, send: () => Promise<Sent<T>>): Promise<Sent<T>['outcome'] | Denial> {
    return ask.inSlot(ask.deadline.signal, () => this.#sendAtOnce(ask, send), ask.traffic === 'bulk');
  }

  #tellSent({ client, traffic }: Ask, { windows }: Taking, { usage }: Grant): void {
    this.#onEvent({ kind: 'sent', usage, windows, client, traffic });
  }

  #settleSent(taking: Taking, grant: Grant, readings: readonly QuotaReading[]): void {
    this.#ledger.settle(taking, grant, { sent: true, readings });
    // Somebody may wait for this call's place.
    if (this.#concurrency === null || this.#lanes === null) return;
    for (const { turns } of this.#lanes.values()) turns.wake();
  }

  /**
   * Asks the ledger, from a slot, and sends the request where it grants. Resolves with the denial, or with null as soon
   * as the request is on its way: what becomes of it is told to the wish.
   */
  #attempt(wish: Wish): Promise<Denial | null> {
    const { ask, id } = wish;
    const { promise: decided, resolve: decide } = Promise.withResolvers<Denial | null>();
    const done = ask.inSlot(ask.deadline.signal, async () => {
      const taking = this.#takingOf(ask, id);
      const answer = await this.#ledger.take(taking);
      if (!answer.granted) return decide(answer);
      if (wish.isOver()) {
        this.#ledger.settle(taking, answer, { sent: false, readings: [] });
        return decide(null);
      }
      decide(null);
      await this.#perform(wish, taking, answer);
    });
    done.catch((error: unknown) => {
      // No slot came, or the breaker opened.
      wish.fail(error);
      decide(null);
    });
    return decided;
  }

  async #perform(wish: Wish, taking: Taking, grant: Grant): Promise<void> {
    this.#tellSent(wish.ask, taking, grant);
    let readings: readonly QuotaReading[] = [];
    try {
      readings = await wish.send();
    } finally {
      this.#settleSent(taking, grant, readings);
    }
  }

  /** The refusal of who cannot wait so long; null for who can. */
  #refusalOf({ ask }: Pick<Wish, 'ask'>, waitMs: number, because: Denial['because']): VendorError | null {
    if (leavesTime(ask.deadline, waitMs)) return null;
    this.#onEvent({ kind: 'refused', because });
    return this.#refusal(waitMs, because);
  }

  #refusal(waitMs: number, because: Denial['because']): VendorError {
    const { connector, wallClock } = this.#options;
    return refusal(connector, because, waitMs, wallClock());
  }

  /** Asks for those whose turn it is until nobody is left. */
  async #serve(lane: Lane): Promise<void> {
    for (;;) {
      const denials: Denial[] = [];
      for (const traffic of QUEUED_TRAFFIC) {
        const denial = await this.#serveKind(lane, traffic);
        lane.denied[traffic] =
          denial === null ? null : { until: performance.now() + denial.waitMs, because: denial.because };
        if (denial !== null) denials.push(denial);
      }
      if (denials.length === 0) return;
      await lane.turns.pause(Math.min(...denials.map(({ waitMs }) => waitMs)));
    }
  }

  /** Serves waiters of one kind until one is denied; its denial, or null when none is left or somebody is to go first. */
  async #serveKind({ turns, denied }: Lane, traffic: QueuedTraffic): Promise<Denial | null> {
    // After a pause one call tries whether it is over for good; all at once would be the next offence.
    let isTrial = denied[traffic]?.because === 'pause';
    for (let waiter = turns.next(traffic); waiter !== undefined; waiter = turns.next(traffic)) {
      if (traffic === 'bulk' && denied.interactive === null && turns.next('interactive') !== undefined) return null;
      const denial = await this.#attempt(waiter);
      if (denial === null) {
        turns.leave(waiter);
        if (isTrial) await waiter.ended;
        isTrial = false;
        continue;
      }
      for (const each of turns.waiting(traffic)) {
        const refused = this.#refusalOf(each, denial.waitMs, denial.because);
        if (refused !== null && turns.leave(each)) each.fail(refused);
      }
      if (turns.next(traffic) !== undefined) return denial;
    }
    return null;
  }

  #nextId(): string {
    this.#calls += 1;
    return `${this.#options.gateway}:${this.#calls}`;
  }

  /** Null where nobody has waited yet. */
  #laneOf(ask: Ask): Lane | null {
    return this.#lanes?.get(this.#laneNameOf(ask)) ?? null;
  }

  #newLane(ask: Ask): Lane {
    const name = this.#laneNameOf(ask);
    this.#lanes ??= new Map();
    // It may have been made since.
    const lane = this.#lanes.get(name) ?? createLane((each) => this.#serve(each));
    this.#lanes.set(name, lane);
    return lane;
  }

  #laneNameOf(ask: Ask): string {
    return JSON.stringify(this.#windowsOf(ask).map((window) => window.name));
  }

  /** A call that nobody waits for takes nobody's turn: it is sent at once or refused. */
  async #sendIfFree<T>(ask: Ask, isFree: boolean, send: () => Promise<Sent<T>>): Promise<T> {
    const came: Sent<T>['outcome'] | Denial = isFree ? await this.#sendInSlot(ask, send) : TURNED_AWAY;
    if ('granted' in came) throw this.#refusal(came.waitMs, came.because);
    if (came.ok) return came.value;
    throw came.error;
  }

  /** Waits in the lane until its turn has come and the ledger has granted it. */
  async #queue(wish: Wish, traffic: QueuedTraffic, { turns, denied }: Lane): Promise<void> {
    const { deadline, client } = wish.ask;
    const leave = (): void => {
      if (turns.leave(wish)) wish.fail(deadline.signal.reason);
    };
    deadline.signal.throwIfAborted();
    deadline.signal.addEventListener('abort', leave, { once: true });
    const askedAt = performance.now();
    try {
      // The lane may sleep for the other kind's sake.
      if ((denied[traffic]?.until ?? 0) <= askedAt) turns.wake();
      turns.join(wish, traffic, client);
      await wish.over;
    } finally {
      deadline.signal.removeEventListener('abort', leave);
      this.#onEvent({ kind: 'waited', waitedMs: performance.now() - askedAt });
    }
  }
}

const NO_WINDOWS: readonly WindowUse[] = [];

/** Others wait for their turn. */
const TURNED_AWAY: Denial = { granted: false, waitMs: 1_000, because: 'concurrency', usage: [] };
