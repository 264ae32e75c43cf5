import type { ComparisonObservation, DifferenceClass, DifferenceSample } from '../model/index.js';
import type { Comparison, Difference } from './compare-answers.js';
import { sampleText } from './sample-text.js';

/** Three answers to one input, read afresh in random order: what two of them say against the first of stable's. */
export interface ComparedRead {
  readonly candidate: Comparison;
  /** Stable's second answer. */
  readonly noise: Comparison;
}

/**
 * What one operation says of each field: one pair, whatever number of records and reads it had, since those of one operation
 * are not independent. A field differs in the operation when it does anywhere. Compared is what all three answers could be at.
 *
 * @param atMs epoch milliseconds
 */
export function observationsOf(reads: readonly ComparedRead[], atMs: number): readonly ComparisonObservation[] {
  const fields = new Map<string, { candidate: Difference[]; isNoisy: boolean }>();
  for (const { candidate, noise } of reads) {
    const both = [...candidate.compared].filter((coordinate) => noise.compared.has(coordinate));
    for (const coordinate of both) {
      if (!fields.has(coordinate)) fields.set(coordinate, { candidate: [], isNoisy: false });
    }
    const shared = new Set(both);
    for (const each of candidate.differences)
      if (shared.has(each.coordinate)) fields.get(each.coordinate)?.candidate.push(each);
    for (const { coordinate } of noise.differences) {
      const field = shared.has(coordinate) ? fields.get(coordinate) : undefined;
      if (field !== undefined) field.isNoisy = true;
    }
  }
  return [...fields].map(([coordinate, { candidate, isNoisy }]) => {
    const classes = new Set(candidate.map((each) => each.class));
    const differs = classes.size > 0;
    return {
      coordinate,
      pairs: 1,
      candidateOnly: differs && !isNoisy ? 1 : 0,
      noiseOnly: isNoisy && !differs ? 1 : 0,
      byClass: Object.fromEntries([...classes].map((each) => [each, 1])),
      samples: isNoisy ? [] : [...classes].map((each) => sampleOf(candidate, each, atMs)),
    };
  });
}

function sampleOf(differences: readonly Difference[], of: DifferenceClass, atMs: number): DifferenceSample {
  const { coordinate, stable, candidate } = differences.find((each) => each.class === of) as Difference;
  return { atMs, class: of, stable: sampleText(coordinate, stable), candidate: sampleText(coordinate, candidate) };
}
