import type { ComparedField, DifferenceClass, DifferenceSample } from '../../rollouts/model/index.js';
import type { Tables } from '../tables.js';

interface Rows {
  fields: readonly Tables['selvedge_compared'][];
  classes: readonly Tables['selvedge_compared_classes'][];
  samples: readonly Tables['selvedge_samples'][];
}

/** What was compared, put together from its tables, by coordinate. */
export function toComparedFields({ fields, classes, samples }: Rows): readonly ComparedField[] {
  const classesOf = Map.groupBy(classes, ({ coordinate }) => coordinate);
  const samplesOf = Map.groupBy(samples, ({ coordinate }) => coordinate);
  return fields
    .map(
      (field): ComparedField => ({
        coordinate: field.coordinate,
        pairs: field.pairs,
        candidateOnly: field.candidate_only,
        noiseOnly: field.noise_only,
        byClass: Object.fromEntries(
          (classesOf.get(field.coordinate) ?? []).map(({ class: name, amount }) => [name, amount]),
        ),
        samples: (samplesOf.get(field.coordinate) ?? []).map(toSample),
        accepted: toAcceptance(field),
      }),
    )
    .sort((a, b) => (a.coordinate < b.coordinate ? -1 : 1));
}

function toSample({ at, class: name, stable, candidate }: Tables['selvedge_samples']): DifferenceSample {
  return { atMs: at, class: name as DifferenceClass, stable, candidate };
}

function toAcceptance({
  accepted_by: by,
  accepted_reason: reason,
  accepted_at: atMs,
}: Tables['selvedge_compared']): ComparedField['accepted'] {
  return by === null || reason === null || atMs === null ? null : { by, reason, atMs };
}
