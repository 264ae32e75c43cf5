/** Events under a key, with how many of them were bad, by test. */
export interface Tallied {
  events: number;
  bad: Record<string, number>;
}

/** Counts in memory until they are told. */
export interface Tally {
  /** Counts under a key, for who does so again and again. */
  at(key: string): Counter;
  /** Takes what was counted; it starts anew. */
  take(): ReadonlyMap<string, Tallied>;
  /** Gives back what could not be told. */
  giveBack(taken: ReadonlyMap<string, Tallied>): void;
}

/** What is counted under one key, before and after it was told. */
export interface Counter {
  /** Adds an event; false where there is no room for another key. */
  event(): boolean;
  /** Adds to a test, after an event, perhaps before that was told. */
  bad(test: string): void;
}

/** `mostKeys`: beyond, new keys are refused and known ones go on. */
export function createTally(mostKeys: number): Tally {
  return new KeyTally(mostKeys);
}

class KeyTally implements Tally {
  readonly #mostKeys: number;
  #counted = new Map<string, Tallied>();
  /** Another one each time that what was counted is taken or comes back: what was found before is no longer what counts. */
  period = 0;

  constructor(mostKeys: number) {
    this.#mostKeys = mostKeys;
  }

  at(key: string): Counter {
    return new KeyCounter(this, key);
  }

  /** Null where there is no room. */
  find(key: string): Tallied | null {
    let found = this.#counted.get(key);
    if (found === undefined) {
      if (this.#counted.size >= this.#mostKeys) return null;
      found = { events: 0, bad: {} };
      this.#counted.set(key, found);
    }
    return found;
  }

  take(): ReadonlyMap<string, Tallied> {
    const taken = this.#counted;
    this.#counted = new Map();
    this.period += 1;
    return taken;
  }

  giveBack(taken: ReadonlyMap<string, Tallied>): void {
    // What is older has its place first.
    const newer = this.#counted;
    this.#counted = new Map(taken);
    this.period += 1;
    for (const [key, { events, bad }] of newer) {
      const sum = this.find(key);
      if (sum === null) continue;
      sum.events += events;
      for (const [test, count] of Object.entries(bad)) sum.bad[test] = (sum.bad[test] ?? 0) + count;
    }
  }
}

/** Looks for its key once as long as nothing is told. */
class KeyCounter implements Counter {
  readonly #tally: KeyTally;
  readonly #key: string;
  #period = -1;
  #found: Tallied | null = null;

  constructor(tally: KeyTally, key: string) {
    this.#tally = tally;
    this.#key = key;
  }

  event(): boolean {
    const found = this.#find();
    if (found !== null) found.events += 1;
    return found !== null;
  }

  bad(test: string): void {
    const found = this.#find();
    if (found !== null) found.bad[test] = (found.bad[test] ?? 0) + 1;
  }

  #find(): Tallied | null {
    if (this.#period !== this.#tally.period) {
      this.#found = this.#tally.find(this.#key);
      this.#period = this.#tally.period;
    }
    return this.#found;
  }
}
