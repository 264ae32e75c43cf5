import type { Deed, KeptRecords, KeptSet } from '../model/index.js';

export interface MemoryKept extends KeptRecords {
  migrate(rollout: string, deed: Deed): void;
}

/** Kept callers in memory, as the store keeps them. */
export function createMemoryKept(tell: () => void): MemoryKept {
  const sets = new Map<string, Omit<KeptSet, 'callers'> & { all: Map<string, boolean>; everybody: boolean }>();
  const keptOf = (rollout: string) => [...(sets.get(rollout)?.all ?? [])].filter(([, isKept]) => isKept);

  return {
    async keep(rollout, { coordinates, callers, isComplete }) {
      const set = sets.get(rollout);
      if (set?.isComplete) return;
      const all = new Map(
        set?.everybody ? set.all : [...callers.map((each) => [each, true] as const), ...(set?.all ?? [])],
      );
      const version = (set?.version ?? 0) + 1;
      sets.set(rollout, { rollout, version, isComplete, coordinates, all, everybody: set?.everybody ?? false });
      tell();
    },
    sets: async () =>
      [...sets.values()].map(({ all: _, everybody: __, ...set }) => ({ ...set, callers: keptOf(set.rollout).length })),
    callers: async (rollout) => keptOf(rollout).map(([caller]) => caller),
    migrate(rollout, deed) {
      const set = sets.get(rollout);
      if (set === undefined || !('migrated' in deed)) return;
      for (const caller of set.all.keys())
        if (deed.migrated === 'all' || deed.migrated.includes(caller)) set.all.set(caller, false);
      const everybody = set.everybody || deed.migrated === 'all';
      sets.set(rollout, { ...set, everybody, version: set.version + 1 });
    },
  };
}
