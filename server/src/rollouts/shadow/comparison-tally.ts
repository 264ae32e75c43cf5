import {
  type ComparisonObservation,
  type ComparisonRecords,
  type DifferenceClass,
  type DifferenceSample,
  MOST_SAMPLES,
} from '../model/index.js';

/** What this process has compared and not told yet. */
export interface ComparisonTally {
  add(rollout: string, observations: readonly ComparisonObservation[]): void;
  /** Tells all of it; what cannot be told is kept for the next time, and the reason thrown. */
  flush(records: Pick<ComparisonRecords, 'add'>): Promise<void>;
}

/** Sums observations up, so that a process writes once in a while and not for each operation. */
export function createComparisonTally(): ComparisonTally {
  let untold = new Map<string, Map<string, Summed>>();
  /** By rollout and field; what is past the most that is kept need not be told. */
  const samplesTold = new Map<string, Map<string, number>>();

  function add(rollout: string, observations: readonly ComparisonObservation[]): void {
    const fields = entryOf(untold, rollout, () => new Map<string, Summed>());
    for (const observation of observations) {
      const { coordinate } = observation;
      const sum = entryOf(fields, coordinate, () => ({ ...NOTHING, coordinate, byClass: {}, samples: [] }));
      sum.pairs += observation.pairs;
      sum.candidateOnly += observation.candidateOnly;
      sum.noiseOnly += observation.noiseOnly;
      for (const [name, count] of Object.entries(observation.byClass) as [DifferenceClass, number][]) {
        sum.byClass[name] = (sum.byClass[name] ?? 0) + count;
      }
      const room = MOST_SAMPLES - sum.samples.length - (samplesTold.get(rollout)?.get(coordinate) ?? 0);
      sum.samples.push(...observation.samples.slice(0, Math.max(0, room)));
    }
  }

  return {
    add,

    async flush(records) {
      const telling = untold;
      untold = new Map();
      const failures: unknown[] = [];
      for (const [rollout, fields] of telling) {
        try {
          await records.add(rollout, [...fields.values()]);
        } catch (error) {
          add(rollout, [...fields.values()]);
          failures.push(error);
          continue;
        }
        const told = entryOf(samplesTold, rollout, () => new Map<string, number>());
        for (const { coordinate, samples } of fields.values()) {
          told.set(coordinate, (told.get(coordinate) ?? 0) + samples.length);
        }
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}

interface Summed {
  coordinate: string;
  pairs: number;
  candidateOnly: number;
  noiseOnly: number;
  byClass: Partial<Record<DifferenceClass, number>>;
  samples: DifferenceSample[];
}

const NOTHING = { pairs: 0, candidateOnly: 0, noiseOnly: 0 };

function entryOf<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let entry = map.get(key);
  if (entry === undefined) {
    entry = make();
    map.set(key, entry);
  }
  return entry;
}
