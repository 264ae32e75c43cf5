import type { AdminSources, ComparedField } from './admin/index.js';
import type { RolloutControl } from './rollouts/model/index.js';
import { type FieldVerdict, judgeFields } from './rollouts/shadow/index.js';
import type { Store } from './store/index.js';

/** What the comparison of a rollout has found, as admins are told. Empty where nothing was compared, or there is no such rollout. */
export function comparedFields(
  control: Pick<RolloutControl, 'find'>,
  { comparisons }: Pick<Store, 'comparisons'>,
): AdminSources['comparison'] {
  return async (id) => {
    const rollout = await control.find(id);
    if (rollout === null) return [];
    const { analysis, comparison } = rollout.plan;
    const { toleratedMismatch } = comparison;
    return judgeFields(await comparisons.read(id), { toleratedMismatch, alpha: analysis.alpha }).map(shown);
  };
}

function shown({ coordinate, pairs, candidateOnly, noiseOnly, byClass, ...field }: FieldVerdict): ComparedField {
  const { verdict, accepted, samples } = field;
  return {
    coordinate,
    pairs,
    differing: candidateOnly,
    noise: noiseOnly,
    verdict: accepted === null ? verdict : 'accepted',
    accepted,
    classes: Object.entries(byClass).map(([name, count]) => ({ class: name, count })),
    samples,
  };
}
