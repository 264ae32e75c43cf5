/** Events under a key, with how many of them were bad, by test. */
export interface Tallied {
  events: number;
  bad: Record<string, number>;
}

/** Counts in memory until they are told. */
export interface Tally {
  /** Adds an event; false where there is no room for another key. */
  event(key: string): boolean;
  /** Adds to a test of a key that had an event, perhaps before it was last told. */
  bad(key: string, test: string): void;
  /** Takes what was counted; it starts anew. */
  take(): ReadonlyMap<string, Tallied>;
  /** Gives back what could not be told. */
  giveBack(taken: ReadonlyMap<string, Tallied>): void;
}

/** `mostKeys`: beyond, new keys are refused and known ones go on. */
export function createTally(mostKeys: number): Tally {
  let counted = new Map<string, Tallied>();

  function at(key: string): Tallied | null {
    let found = counted.get(key);
    if (found === undefined) {
      if (counted.size >= mostKeys) return null;
      found = { events: 0, bad: {} };
      counted.set(key, found);
    }
    return found;
  }

  function add(key: string, { events, bad }: Tallied): void {
    const sum = at(key);
    if (sum === null) return;
    sum.events += events;
    for (const [test, count] of Object.entries(bad)) sum.bad[test] = (sum.bad[test] ?? 0) + count;
  }

  return {
    event(key) {
      const found = at(key);
      if (found !== null) found.events += 1;
      return found !== null;
    },
    bad(key, test) {
      const found = at(key);
      if (found !== null) found.bad[test] = (found.bad[test] ?? 0) + 1;
    },
    take() {
      const taken = counted;
      counted = new Map();
      return taken;
    },
    giveBack(taken) {
      // What is older has its place first.
      const newer = counted;
      counted = new Map(taken);
      for (const [key, each] of newer) add(key, each);
    },
  };
}
