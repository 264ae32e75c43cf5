import type { Decision, Figures, HoldReason, TestFigures } from './decision.js';
import { isIncident } from './incident.js';
import { lnSum } from './ln-sum.js';
import { countsOf } from './period.js';
import { requestsWanted } from './plan.js';
import { candidateRequestsOf, decidingTests, type Reading, stableBefore, type Test } from './reading.js';
import { lnEvidenceOf, lnRolloutEvidence } from './rollout-evidence.js';
import { LEAST_CALLERS, type Share } from './share.js';
import { fineRateOf, isRateShown, isShownFine, type UpperEnds, upperEndsOf } from './shown.js';
import { isPromotion, nextOf, stepAt } from './step.js';

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
  const isPromoting = isPromotion(steps, current.step);
  const wanted = isPromoting ? 0 : wantedOf(reading, step.weight / 100);
  const requests = { seen: candidateRequestsOf(reading), wanted };
  const figures = (endsOf: (test: Test) => UpperEnds): Figures => ({
    lnEvidence,
    lnThreshold,
    requests,
    tests: reading.tests.map((test, index) => testFigures(reading, test, lnEvidences[index] ?? 0, endsOf(test))),
  });
  const ends = (test: Test) => upperEndsOf(reading, test);
  if (lnEvidence >= lnThreshold) {
    return { outcome: 'roll-back', reason: worst(reading, lnEvidences), evidence: figures(ends) };
  }
  const hold = isPromoting ? doubtOf(reading) : holdReason(reading, requests);
  if (hold !== null) return { outcome: 'hold', ...hold, evidence: figures(() => NOT_TOLD) };
  return { outcome: 'advance', to: nextOf(steps, current.step), evidence: figures(ends) };
}

/**
 * The decision with the upper ends of ratios and rates, also where it is a hold, which leaves them out: they take some milliseconds with a
 * thousand periods, which is for people who look and not for every counted event.
 */
export function withUpperEnds(decision: Decision, reading: Reading): Decision {
  if (decision.outcome !== 'hold') return decision;
  const tests = decision.evidence.tests.map((figures): TestFigures => {
    const test = reading.tests.find(({ name }) => name === figures.test);
    return test === undefined ? figures : { ...figures, ...namedEnds(upperEndsOf(reading, test)) };
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

/** While promoting, counts that are so many times likelier for a version worse than tolerated keep it from being over. */
const DOUBT = 3;

/** Everybody is on the candidate and nothing more has to be shown; but it is not over while counts speak against it. */
function doubtOf({ tests, current, analysis }: Reading): Hold {
  const lnNow = lnSum(tests.map(({ name }) => lnEvidenceOf(current, name, analysis.toleratedRatio)));
  if (lnNow < Math.log(DOUBT * tests.length)) return null;
  const reason = `Expected counts that do not speak against the candidate, now that everybody is on it; they are ${Math.round(Math.exp(lnNow))} times likelier for a version that is worse than tolerated. It is promoted when they no longer are, or rolled back.`;
  return { hold: 'ratio-not-shown', reason };
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

function shareHold(reading: Reading): Hold {
  for (const test of reading.tests) {
    const { name } = test;
    const share = shareAtStep(reading, name);
    if (share.basis !== 'none' || isRateShown(reading, test)) continue;
    const reason = `Expected a history of failures, or callers as good as ${LEAST_CALLERS} equal ones, to tell the candidate's share of ${name}; got as good as ${share.callers} and no history. Decide by hand, or wait.`;
    return { hold: share.reason, reason };
  }
  return null;
}

/** A period that has only begun has few callers whoever they are: then what the one before it had at this step. */
function shareAtStep({ closed, current }: Reading, test: string): Share {
  const { share } = countsOf(current, test);
  const last = closed.at(-1);
  return share.basis === 'none' && last?.step === current.step ? countsOf(last, test).share : share;
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
  const { advanceBelow } = reading.analysis;
  const open = decidingTests(reading).find((test) => !isShownFine(reading, test));
  if (open === undefined) return null;
  const fine = fineRateOf(reading, open);
  const orRate = fine === null ? '' : `, or under ${Number((100 * fine.below).toFixed(4))} % of the requests`;
  const reason = `Expected ${open.name} to be shown under ${advanceBelow} times stable's rate${orRate}; it is not yet. It goes on when it is.`;
  return { hold: 'ratio-not-shown', reason };
}

/** What the step wants, by the rarest of the deciding tests' bad events. */
function wantedOf(reading: Reading, share: number): number {
  return Math.max(
    ...decidingTests(reading).map(({ name, fineRate }) => {
      const { events, bad } = stableBefore(reading, name);
      const stable = { badRate: events === 0 ? 0 : bad / events, fineBelow: fineRate?.below ?? null };
      return requestsWanted(share, stable, reading.analysis);
    }),
  );
}

function worst({ tests, current, analysis }: Reading, lnEvidences: readonly number[]): string {
  const index = lnEvidences.indexOf(Math.max(...lnEvidences));
  const name = tests[index]?.name ?? '';
  const { candidate, stable } = countsOf(current, name);
  return `Expected ${name} of at most ${analysis.toleratedRatio} times stable's rate; got ${candidate.bad} of ${candidate.events} against ${stable.bad} of ${stable.events} in this period. Stable answers everybody again.`;
}

function testFigures({ current }: Reading, { name }: Test, lnEvidence: number, ends: UpperEnds): TestFigures {
  const { candidate, stable, share } = countsOf(current, name);
  return { test: name, lnEvidence, period: { candidate, stable }, share, ...namedEnds(ends) };
}

const NOT_TOLD: UpperEnds = { ratio: null, rate: null, rateWanted: null };

function namedEnds({
  ratio,
  rate,
  rateWanted,
}: UpperEnds): Pick<TestFigures, 'ratioUpperEnd' | 'rateUpperEnd' | 'rateWanted'> {
  return { ratioUpperEnd: ratio, rateUpperEnd: rate, rateWanted };
}
