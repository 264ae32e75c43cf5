import type { Decision, Figures, HoldReason, TestFigures } from './decision.js';
import { isIncident } from './incident.js';
import { lnSum } from './ln-sum.js';
import { countsOf } from './period.js';
import { requestsWanted } from './plan.js';
import { HIGHEST_RATIO, isShownBelow, ratioUpperEnd } from './ratio-bound.js';
import { candidateRequestsOf, decidingTests, type Reading, stableBefore, strataOf } from './reading.js';
import { lnRolloutEvidence } from './rollout-evidence.js';
import { LEAST_CALLERS } from './share.js';
import { nextOf, stepAt } from './step.js';

/**
 * What to do with a rollout now: roll back, advance, or hold. Pure, and meant to be read after every counted event; it may be
 * read as often as one likes without the chance of an error growing. A vendor's incident hits both sides alike, which is no
 * evidence against the candidate and no time to advance.
 * @throws RangeError when the reading contradicts itself: a step that is not in the plan, counts that cannot be
 */
export function judge(reading: Reading): Decision {
  const { analysis, closed, current, steps } = reading;
  const step = stepAt(steps, current.step);
  if (step.kind === 'shadow') return judgeShadow(reading);
  const lnEvidences = reading.tests.map(({ name }) =>
    lnRolloutEvidence(name, closed, current, analysis.toleratedRatio),
  );
  const lnThreshold = Math.log(reading.tests.length / analysis.alpha);
  const lnEvidence = lnSum(lnEvidences);
  const requests = { seen: candidateRequestsOf(reading), wanted: wantedOf(reading, step.weight / 100) };
  const figures = (upperEndOf: (test: string) => number | null): Figures => ({
    lnEvidence,
    lnThreshold,
    requests,
    tests: reading.tests.map(({ name }, index) => testFigures(reading, name, lnEvidences[index] ?? 0, upperEndOf)),
  });
  const upperEnd = (test: string) => ratioUpperEnd(strataOf(reading, test), analysis.confidence);
  if (lnEvidence >= lnThreshold) {
    return { outcome: 'roll-back', reason: worst(reading, lnEvidences), evidence: figures(upperEnd) };
  }
  const hold = holdReason(reading, requests);
  if (hold !== null) return { outcome: 'hold', ...hold, evidence: figures(() => null) };
  return { outcome: 'advance', to: nextOf(steps, current.step), evidence: figures(upperEnd) };
}

/**
 * The decision with the upper end of each ratio, also of those that a hold leaves out: it takes some milliseconds with a thousand
 * periods, which is for people who look and not for every counted event. Null where the counts do not say.
 */
export function withUpperEnds(decision: Decision, reading: Reading): Decision {
  const tests = decision.evidence.tests.map((figures): TestFigures => {
    const end = figures.ratioUpperEnd ?? ratioUpperEnd(strataOf(reading, figures.test), reading.analysis.confidence);
    return { ...figures, ratioUpperEnd: end < HIGHEST_RATIO ? end : null };
  });
  return { ...decision, evidence: { ...decision.evidence, tests } };
}

/** In the shadow nobody is answered by the candidate: only the comparison counts. */
function judgeShadow(reading: Reading): Decision {
  const evidence: Figures = {
    lnEvidence: 0,
    lnThreshold: Math.log(reading.tests.length / reading.analysis.alpha),
    requests: { seen: 0, wanted: 0 },
    tests: [],
  };
  const hold = comparisonHold(reading);
  if (hold !== null) return { outcome: 'hold', ...hold, evidence };
  return { outcome: 'advance', to: nextOf(reading.steps, reading.current.step), evidence };
}

type Hold = { hold: HoldReason; reason: string } | null;

/** The first thing that stands against advancing. */
function holdReason(reading: Reading, requests: Figures['requests']): Hold {
  return (
    incidentHold(reading) ??
    trafficHold(requests) ??
    shareHold(reading) ??
    comparisonHold(reading) ??
    ratioHold(reading)
  );
}

function shareHold({ tests, current }: Reading): Hold {
  for (const { name } of tests) {
    const { share } = countsOf(current, name);
    if (share.basis !== 'none') continue;
    const reason = `Expected a history of failures, or callers as good as ${LEAST_CALLERS} equal ones, to tell the candidate's share of ${name}; got as good as ${share.callers} and no history. Decide by hand, or wait.`;
    return { hold: share.reason, reason };
  }
  return null;
}

function incidentHold(reading: Reading): Hold {
  const { closed, current, analysis } = reading;
  const now = reading.tests.find(({ name }) =>
    isIncident(countsOf(current, name).stable, stableBefore(reading, name), analysis.alpha),
  );
  if (now === undefined && !closed.at(-1)?.incident) return null;
  const where = now === undefined ? 'in the period before this one' : `by ${now.name}`;
  return {
    hold: 'vendor-incident',
    reason: `Expected stable to do as it did before; it does more than twice as badly (${where}). It goes on once stable had a whole period without.`,
  };
}

function trafficHold({ seen, wanted }: Figures['requests']): Hold {
  if (seen >= wanted) return null;
  const reason = `Expected ${wanted} counted requests of the candidate at this step; ${seen} came. It goes on when they have.`;
  return { hold: 'too-little-traffic', reason };
}

function comparisonHold({ comparison }: Reading): Hold {
  switch (comparison) {
    case 'clean':
      return null;
    case 'undecided':
      return {
        hold: 'comparison-undecided',
        reason: 'Expected a clean comparison; too few pairs are compared to tell. It goes on when they are.',
      };
    case 'different':
      return {
        hold: 'comparison-different',
        reason: 'Expected a clean comparison; fields differ. Accept them one by one, or roll back.',
      };
    default:
      return comparison satisfies never;
  }
}

function ratioHold(reading: Reading): Hold {
  const { advanceBelow, confidence } = reading.analysis;
  const open = decidingTests(reading).find(
    ({ name }) => !isShownBelow(advanceBelow, strataOf(reading, name), confidence),
  );
  if (open === undefined) return null;
  const reason = `Expected ${open.name} to be shown under ${advanceBelow} times stable's rate; it is not yet. It goes on when it is.`;
  return { hold: 'ratio-not-shown', reason };
}

/** What the step wants, by the rarest of the deciding tests' bad events. */
function wantedOf(reading: Reading, share: number): number {
  return Math.max(
    ...decidingTests(reading).map(({ name }) => {
      const { events, bad } = stableBefore(reading, name);
      return requestsWanted(share, events === 0 ? 0 : bad / events, reading.analysis);
    }),
  );
}

function worst({ tests, current, analysis }: Reading, lnEvidences: readonly number[]): string {
  const index = lnEvidences.indexOf(Math.max(...lnEvidences));
  const name = tests[index]?.name ?? '';
  const { candidate, stable } = countsOf(current, name);
  return `Expected ${name} of at most ${analysis.toleratedRatio} times stable's rate; got ${candidate.bad} of ${candidate.events} against ${stable.bad} of ${stable.events} in this period. Stable answers everybody again.`;
}

function testFigures(
  { current }: Reading,
  test: string,
  lnEvidence: number,
  upperEndOf: (test: string) => number | null,
): TestFigures {
  const { candidate, stable, share } = countsOf(current, test);
  return { test, lnEvidence, period: { candidate, stable }, share, ratioUpperEnd: upperEndOf(test) };
}
