import { sequence } from '../sequence.js';
import { pathMatcher } from './path-matcher.js';

/** What goes wrong with the calls that match. */
export interface FaultSpecification {
  vendor: string;
  /** Strikes only calls with this account's credential. */
  account?: string;
  /** The vendor's path, from its start: a prefix, or a glob where `*` stands for one segment's rest and `**` for any. */
  path?: string;
  method?: string;
  /** Wait before anything else; alone it only slows the call down. */
  latencyMs?: number;
  status?: number;
  /** Sent as JSON; a string is sent as it is. */
  body?: unknown;
  headers?: Record<string, string>;
  /** 200 with JSON that ends in the middle. */
  malformed?: true;
  /** The connection is reset. */
  reset?: true;
  /** The call is never answered. */
  blackHole?: true;
  /** Share of matching calls that it strikes, 0 to 1; the same seed strikes the same calls. Default 1. */
  share?: number;
  /** It strikes so often, then is spent. Default: no end. */
  times?: number;
}

export interface Fault extends FaultSpecification {
  id: string;
  /** Calls struck so far. */
  struck: number;
}

/** The faults in force, in the order they were set; a call suffers the first that strikes. */
export class FaultBook {
  readonly #seed: number;
  readonly #entries = new Map<string, Entry>();
  #serial = 0;

  constructor(seed: number) {
    this.#seed = seed;
  }

  add(specification: FaultSpecification): Fault {
    this.#serial += 1;
    const fault: Fault = { ...specification, id: String(this.#serial), struck: 0 };
    const matchesPath = specification.path === undefined ? () => true : pathMatcher(specification.path);
    this.#entries.set(fault.id, { fault, matchesPath, draw: sequence(this.#seed + this.#serial) });
    return fault;
  }

  /** The fault that strikes this call, counted as struck; null when none does. */
  strike(call: { vendor: string; account: string | null; method: string; path: string }): Fault | null {
    for (const { fault, matchesPath, draw } of this.#entries.values()) {
      if (fault.vendor !== call.vendor || !matchesPath(call.path)) continue;
      if (fault.account !== undefined && fault.account !== call.account) continue;
      if (fault.method !== undefined && fault.method.toUpperCase() !== call.method) continue;
      if (fault.times !== undefined && fault.struck >= fault.times) continue;
      if (fault.share !== undefined && draw() >= fault.share) continue;
      fault.struck += 1;
      return fault;
    }
    return null;
  }

  list(): Fault[] {
    return [...this.#entries.values()].map((entry) => entry.fault);
  }

  /** False when there was no such fault. */
  remove(id: string): boolean {
    return this.#entries.delete(id);
  }

  clear(): void {
    this.#entries.clear();
  }
}

interface Entry {
  fault: Fault;
  matchesPath: (path: string) => boolean;
  draw: () => number;
}
