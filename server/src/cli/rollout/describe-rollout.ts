import type { Terminal } from '../context.js';
import { comparisonRows } from './comparison-rows.js';
import type { ShownRollout } from './shapes.js';

type Paint = Terminal['paint'];

/** A rollout as people read it: where it stands, and what speaks for and against it. Ends in a newline. */
export function describeRollout(rollout: ShownRollout, paint: Paint): string {
  const { connector, stable, candidate, id, evidence, standing, revision } = rollout;
  const rows: readonly (readonly [string, string])[] = [
    ['plan', stepsLine(rollout, paint)],
    ...(evidence === null ? [] : evidenceRows(rollout, evidence, paint)),
    ...comparisonRows(rollout, paint),
    ...(rollout.pinned === 0 ? [] : [['pinned', pinnedLine(rollout)] as const]),
    ...(rollout.breakers.length === 0 ? [] : [['breakers', breakersLine(rollout, paint)] as const]),
    ...whyRows(rollout),
  ];
  const since = standing.since === null ? '' : ` since ${minute(standing.since)}`;
  return [
    `${paint('bold', connector)}  ${stable} → ${candidate}  ${stateText(rollout, paint)}${since}, weight ${standing.weight} %\n`,
    ...rows.map(([name, text]) => `  ${name.padEnd(WIDEST)}  ${text}\n`),
    `  ${paint('dim', `${id}, revision ${revision}`)}\n`,
  ].join('');
}

const WIDEST = 'comparison'.length;
const BAR = 24;

/** A share as a bar: 0 is empty, 1 and above are full. */
export function bar(share: number, width = BAR): string {
  const full = Math.round(Math.min(1, Math.max(0, share)) * width);
  return `${'█'.repeat(full)}${'░'.repeat(width - full)}`;
}

/** How many of a plan's steps are behind it, as a share. */
function progressOf({ standing: { state, step }, plan: { steps } }: ShownRollout): number {
  if (state === 'PROMOTED' || state === 'PROMOTING') return 1;
  return step === null ? 0 : step / steps.length;
}

function stateText({ standing: { state, hold } }: ShownRollout, paint: Paint): string {
  const text = state.toLowerCase().replace('_', ' ');
  switch (state) {
    case 'PROMOTED':
      return paint('green', text);
    case 'ROLLED_BACK':
    case 'ABORTED':
      return paint('red', text);
    case 'HELD':
      return paint('yellow', `held (${hold ?? 'unknown'})`);
    case 'PAUSED':
      return paint('yellow', text);
    case 'DRAFT':
    case 'SHADOWING':
    case 'STEPPING':
    case 'PROMOTING':
      return paint('cyan', text);
    default:
      return state satisfies never;
  }
}

function stepsLine(rollout: ShownRollout, paint: Paint): string {
  const { standing, plan } = rollout;
  const steps = plan.steps.map(({ shadow, weight }, index) => {
    const text = shadow === null ? `${weight ?? 0} %` : `shadow ${shadow} %`;
    return index === standing.step ? paint('bold', `[${text}]`) : text;
  });
  return `${bar(progressOf(rollout))}  ${steps.join(' · ')}`;
}

function evidenceRows(
  { plan }: ShownRollout,
  { figures }: NonNullable<ShownRollout['evidence']>,
  paint: Paint,
): readonly (readonly [string, string])[] {
  const { requestsSeen, requestsWanted, tests } = figures;
  return [
    ...(requestsWanted === 0
      ? []
      : [
          [
            'requests',
            `${bar(requestsSeen / requestsWanted)}  ${count(requestsSeen)} of ${count(requestsWanted)}`,
          ] as const,
        ]),
    ...tests.map(({ test, candidate, stable, ratioUpperEnd, rateUpperEnd, rateWanted }) => {
      const sides = `candidate ${sideText(candidate)}, stable ${sideText(stable)}`;
      const end = ratioText(ratioUpperEnd, candidate.bad + stable.bad);
      const wanted = `${end}, wanted under ${plan.analysis.advanceBelow}${rateText(rateUpperEnd, rateWanted)}`;
      return [test.slice(0, WIDEST), `${sides}; ${wanted}`] as const;
    }),
    // In the shadow nothing speaks against it but the comparison.
    ...(tests.length === 0 ? [] : [evidenceRow(figures, paint)]),
  ];
}

/** Without bad events on either side there is nothing to be in a ratio, however many requests there were. */
function ratioText(upperEnd: number | null, bad: number): string {
  if (upperEnd !== null) return `ratio under ${upperEnd.toFixed(2)}`;
  return bad === 0 ? 'no ratio can be shown while neither side has any' : 'ratio not told yet';
}

/** The other way to be shown fine, where there is one. */
function rateText(upperEnd: number | null, wanted: number | null): string {
  return upperEnd === null || wanted === null
    ? ''
    : `; or rate under ${percent(upperEnd)} %, wanted under ${percent(wanted)} %`;
}

function percent(rate: number): string {
  return (100 * rate).toFixed(2);
}

function evidenceRow(
  { lnEvidence, lnThreshold, requestsSeen, tests }: NonNullable<ShownRollout['evidence']>['figures'],
  paint: Paint,
): readonly [string, string] {
  // Without counts the number is that of no evidence at all, which says nothing.
  if (requestsSeen === 0 && tests.every(({ candidate }) => candidate.events === 0)) {
    return ['evidence', `${paint('dim', bar(0))}  nothing counted yet, back at ${factor(lnThreshold)}`];
  }
  const ln = lnEvidence ?? Number.NEGATIVE_INFINITY;
  const full = paint(ln >= lnThreshold ? 'red' : 'dim', bar(ln / lnThreshold));
  return ['evidence', `${full}  ${factor(ln)} against it, back at ${factor(lnThreshold)}`];
}

function sideText({ bad, events }: { bad: number; events: number }): string {
  const share = events === 0 ? '' : ` (${((100 * bad) / events).toFixed(2)} %)`;
  return `${count(bad)} of ${count(events)}${share}`;
}

function pinnedLine({ pinned, stable }: ShownRollout): string {
  const who = pinned === 1 ? '1 caller stays' : `${count(pinned)} callers stay`;
  return `${who} on ${stable}, as their operations touch what the candidate changes or lacks`;
}

function breakersLine({ breakers }: ShownRollout, paint: Paint): string {
  const listed = breakers
    .filter(({ state }) => state !== 'CLOSED')
    .map(({ version, connection, state }) => {
      return `${connection} ${version} ${paint('red', state.toLowerCase().replace('_', '-'))}`;
    });
  return listed.join(', ') || 'all closed';
}

function whyRows({ standing, evidence }: ShownRollout): readonly (readonly [string, string])[] {
  const why = standing.why ?? evidence?.reason ?? null;
  return [
    ...(why === null ? [] : [['why', why] as const]),
    ...(standing.stableKeptUntil === null ? [] : [['way back', `until ${minute(standing.stableKeptUntil)}`] as const]),
  ];
}

function count(value: number): string {
  return value.toLocaleString('en');
}

/** Evidence is a factor; its logarithm is what is kept. */
function factor(ln: number): string {
  const value = Math.exp(ln);
  if (value >= 10_000) return `10^${Math.round(ln / Math.LN10)}`;
  return value >= 10 ? String(Math.round(value)) : value.toFixed(2);
}

/** An instant to the minute, UTC. */
export function minute(instant: string): string {
  return `${instant.slice(0, 16).replace('T', ' ')} UTC`;
}
