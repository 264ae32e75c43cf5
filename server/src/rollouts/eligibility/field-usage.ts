import type { Caller } from '../../ports/index.js';
import { repeatedly } from '../counting/index.js';
import { callerHash, coordinatesOf, type NeededOfKinds, type StickyBy, type UsageRecords } from '../model/index.js';

/** Hears that an operation asks a capability of a connector's version. A job is named `job <name>`. */
export type Asked = (connector: string, version: string, capability: string) => void;

/** Which fields callers' operations touch, told to the store every five seconds, whether a rollout is under way or not. */
export interface FieldUsage {
  /** For who calls again and again. */
  of(caller: Caller): CallerUsage;
  /** Tells the store; resolves when it has it, or could not be reached. */
  flush(): Promise<void>;
  /** Tells the rest. Idempotent. */
  close(): Promise<void>;
}

/** Which fields one caller's operations touch. */
export interface CallerUsage {
  /**
   * What hears of all that one operation asks. `needed` is read when something is asked; it must give the same object for
   * every operation of the same text, as it is told by that what is known already.
   */
  operation(needed: () => NeededOfKinds): Asked;
}

export interface FieldUsageOptions {
  records: Pick<UsageRecords, 'addTouched'>;
  /** Epoch milliseconds. */
  now: () => number;
  /** Hears of a store that could not be told; what was noted is kept for the next time. */
  onError: (error: unknown) => void;
}

const FLUSH_EVERY_MS = 5_000;
const HOUR_MS = 60 * 60_000;
/** Fields of callers that wait for being told; further ones are noted when their operations come again after that. */
const MOST_WAITING = 200_000;
/** Operations of callers that are known to be noted; then all are noted anew, which the store takes for the same. */
const MOST_SEEN = 200_000;
/** Rollouts may tell callers apart in each of these ways. */
const WAYS: readonly StickyBy[] = ['user', 'tenant', 'client'];

/** One thing that was asked for, and the callers for whom that is noted. */
interface SeenAsking {
  readonly connector: string;
  readonly version: string;
  readonly capability: string;
  /** Their keys. */
  readonly by: Set<string>;
}

interface Waiting {
  readonly caller: Caller;
  readonly coordinates: Set<string>;
}

export function createFieldUsage({ records, now, onError }: FieldUsageOptions): FieldUsage {
  /** By fields: what was asked, and by whom. */
  let seen = new WeakMap<NeededOfKinds, SeenAsking[]>();
  let seenSize = 0;
  let hour = 0;
  let waiting = new Map<string, Waiting>();
  let waitingSize = 0;
  const flushing = repeatedly(tell, FLUSH_EVERY_MS, onError);

  function forgetSeen(): void {
    seen = new WeakMap();
    seenSize = 0;
  }

  async function tell(): Promise<void> {
    // What is touched in a new hour is told once more, so that it is kept for another seven days.
    const current = Math.floor(now() / HOUR_MS);
    if (current !== hour) forgetSeen();
    hour = current;
    const taken = waiting;
    if (taken.size === 0) return;
    waiting = new Map();
    waitingSize = 0;
    try {
      await records.addTouched(touchedOf(taken.values(), now()));
    } catch (error) {
      for (const [key, { caller, coordinates }] of taken) note(key, caller, coordinates);
      throw error;
    }
  }

  /** False where there is no room. */
  function note(key: string, caller: Caller, coordinates: Iterable<string>): boolean {
    if (waitingSize >= MOST_WAITING) return false;
    let of = waiting.get(key);
    if (of === undefined) {
      of = { caller, coordinates: new Set() };
      waiting.set(key, of);
    }
    const before = of.coordinates.size;
    for (const coordinate of coordinates) of.coordinates.add(coordinate);
    waitingSize += of.coordinates.size - before;
    return true;
  }

  function operation(caller: Caller, key: string, needed: () => NeededOfKinds): Asked {
    return (connector, version, capability) => {
      const fields = needed();
      const askers = askersOf(fields, connector, version, capability);
      if (askers.has(key)) return;
      if (!note(key, caller, coordinatesOf(connector, version, capability, fields))) return;
      if (seenSize >= MOST_SEEN) forgetSeen();
      seenSize += 1;
      askersOf(fields, connector, version, capability).add(key);
    };
  }

  /** Those whose asking for it is noted. */
  function askersOf(fields: NeededOfKinds, ...[connector, version, capability]: Parameters<Asked>): Set<string> {
    let askings = seen.get(fields);
    if (askings === undefined) {
      askings = [];
      seen.set(fields, askings);
    }
    // They are few, and compared without making a text of them.
    let asking = askings.find(
      (each) => each.capability === capability && each.version === version && each.connector === connector,
    );
    if (asking === undefined) {
      asking = { connector, version, capability, by: new Set() };
      askings.push(asking);
    }
    return asking.by;
  }

  return {
    of: (caller) => new UsageOf(caller, operation),
    flush: flushing.now,
    async close() {
      await flushing.stop();
      await tell().catch(onError);
    },
  };
}

type OperationOf = (caller: Caller, key: string, needed: () => NeededOfKinds) => Asked;

class UsageOf implements CallerUsage {
  readonly #caller: Caller;
  readonly #key: string;
  readonly #operation: OperationOf;

  constructor(caller: Caller, operation: OperationOf) {
    this.#caller = caller;
    this.#key = `${caller.tenant}\0${caller.client}\0${caller.user ?? ''}\0`;
    this.#operation = operation;
  }

  operation(needed: () => NeededOfKinds): Asked {
    return this.#operation(this.#caller, this.#key, needed);
  }
}

/** What was noted of each caller, in every way that callers may be told apart: a tenant's users are one there. */
function touchedOf(waiting: Iterable<Waiting>, atMs: number) {
  const byHash = new Map<string, Set<string>>();
  for (const { caller, coordinates } of waiting) {
    for (const by of WAYS) {
      const hash = callerHash(caller, by);
      const known = byHash.get(hash);
      if (known === undefined) byHash.set(hash, new Set(coordinates));
      else for (const coordinate of coordinates) known.add(coordinate);
    }
  }
  return [...byHash].map(([caller, coordinates]) => ({ caller, coordinates: [...coordinates], atMs }));
}
