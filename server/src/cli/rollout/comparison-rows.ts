import type { Terminal } from '../context.js';
import { isOver, type ShownRollout } from './shapes.js';

type ComparedField = ShownRollout['comparison'][number];

/** Fields that differ, or were compared least, of which more is told than their number. */
const MOST_DIFFERING = 8;
const MOST_UNDECIDED = 3;
/** Of one side of a sample, characters. */
const LONGEST = 60;

/** Rows on what comparing has found: how many fields are how, which differ and how, which are waited for, what to do. */
export function comparisonRows(
  rollout: ShownRollout,
  paint: Terminal['paint'],
): readonly (readonly [string, string])[] {
  const { comparison, connector } = rollout;
  const unasked = unaskedText(rollout);
  if (comparison.length === 0) return unasked === null ? [] : [['comparison', unasked]];
  const of = (verdict: string) => comparison.filter((field) => field.verdict === verdict);
  const undecided = of('UNDECIDED');
  const differing = [...of('DIFFERENT'), ...undecided.filter((field) => field.differing > 0)];
  const more = (text: string): readonly [string, string] => ['', text];
  return [
    ['comparison', comparisonCounts(rollout)],
    ...differing.slice(0, MOST_DIFFERING).map((field) => more(paint('yellow', differenceText(field)))),
    ...(differing.length <= MOST_DIFFERING ? [] : [more(`and ${differing.length - MOST_DIFFERING} more, by --json`)]),
    ...(undecided.length === 0 ? [] : [more(`compared least: ${leastCompared(undecided)}`)]),
    ...(unasked === null ? [] : [more(unasked)]),
    ...(differing.length === 0 || isOver(rollout)
      ? []
      : [more(`what is meant: selvedge rollout accept ${connector} --field <field> --reason <why>; else roll back`)]),
  ];
}

/** Fields by what was found, e.g. `31 clean, 2 different, 0 undecided, 1 accepted`. */
export function comparisonCounts({ comparison }: Pick<ShownRollout, 'comparison'>): string {
  const of = (verdict: string) => comparison.filter((field) => field.verdict === verdict).length;
  return `${of('CLEAN')} clean, ${of('DIFFERENT')} different, ${of('UNDECIDED')} undecided, ${of('ACCEPTED')} accepted`;
}

/** Null where every field that the candidate changes was compared, or it no longer matters. */
function unaskedText(rollout: ShownRollout): string | null {
  const { notAskedFor } = rollout;
  return notAskedFor.length === 0 || isOver(rollout)
    ? null
    : `changed, but not asked for yet: ${notAskedFor.join(', ')}`;
}

function differenceText({ coordinate, verdict, differing, pairs, classes, samples: [sample] }: ComparedField): string {
  const how = [...classes].sort((a, b) => b.count - a.count).map((each) => each.class);
  const shown = sample === undefined ? '' : `, e.g. ${cut(sample.stable)} → ${cut(sample.candidate)}`;
  return `${coordinate}: ${how.join(', ') || 'differs'} in ${differing} of ${pairs}${verdict === 'UNDECIDED' ? ' so far' : ''}${shown}`;
}

function leastCompared(undecided: readonly ComparedField[]): string {
  return undecided
    .toSorted((a, b) => a.pairs - b.pairs)
    .slice(0, MOST_UNDECIDED)
    .map(({ coordinate, pairs, pairsWanted }) => {
      const wanted = pairsWanted === null ? '' : `, ${pairsWanted} more wanted`;
      return `${coordinate} (${pairs} ${pairs === 1 ? 'pair' : 'pairs'}${wanted})`;
    })
    .join(', ');
}

function cut(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST - 1)}…`;
}
