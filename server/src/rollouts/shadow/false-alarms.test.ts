import { expect, it } from 'vitest';
import type { ComparedField } from '../model/index.js';
import { Random, seedOf } from '../simulation/random.js';
import { wilson } from '../simulation/wilson.js';
import { isExcessBelow } from './excess-bound.js';
import { judgeComparison, lnDifference, partsOfAlpha } from './verdict.js';

const SEED = 20_261_126;

interface Chances {
  /** That the candidate's answer differs from stable's first one, and that stable's second one does; each by itself. */
  readonly candidate: number;
  readonly noise: number;
}

/** Watches a field pair by pair; `isOver` is asked wherever a pair may have changed its answer. */
function everHappens(run: number, pairs: number, chances: Chances, isOver: (field: ComparedField) => boolean): boolean {
  const random = new Random(seedOf(SEED, `${chances.candidate}/${chances.noise}`, run));
  let field: ComparedField = { ...UNSEEN };
  for (let pair = 1; pair <= pairs; pair++) {
    const [candidate, noise] = [random.next() < chances.candidate, random.next() < chances.noise];
    field = {
      ...field,
      pairs: pair,
      candidateOnly: field.candidateOnly + (candidate && !noise ? 1 : 0),
      noiseOnly: field.noiseOnly + (noise && !candidate ? 1 : 0),
    };
    if (isOver(field)) return true;
  }
  return false;
}

const UNSEEN: ComparedField = {
  coordinate: 'Contact.updatedAt',
  pairs: 0,
  candidateOnly: 0,
  noiseOnly: 0,
  byClass: {},
  samples: [],
  accepted: null,
};

function countRuns(runs: number, happens: (run: number) => boolean): number {
  let count = 0;
  for (let run = 0; run < runs; run++) if (happens(run)) count += 1;
  return count;
}

const told = (what: string, count: number, runs: number): string => {
  const { low, high } = wilson(count, runs);
  return `seed ${SEED}: ${what}: ${count} of ${runs}, 95 % interval ${(low * 100).toFixed(2)}–${(high * 100).toFixed(2)} %`;
};

it('a field with 10 % noise on both sides is taken to differ with a chance of at most alpha, read after every pair', () => {
  const [runs, alpha] = [1_500, 0.05];
  const alarms = countRuns(runs, (run) =>
    everHappens(run, 1_000, { candidate: 0.1, noise: 0.1 }, (field) => lnDifference(field) >= -Math.log(alpha)),
  );
  console.info(told('one field, no difference, alpha 5 %', alarms, runs));
  expect(wilson(alarms, runs).high).toBeLessThanOrEqual(alpha);
});

it('a rollout with 40 such fields is called different with a chance of at most alpha', () => {
  const [rollouts, fields, alpha] = [250, 40, 0.05];
  const threshold = Math.log(partsOfAlpha(fields) / alpha);
  const alarms = countRuns(rollouts, (rollout) =>
    Array.from({ length: fields }, (_, at) => rollout * fields + at).some((run) =>
      everHappens(
        run,
        500,
        { candidate: 0.1, noise: 0.1 },
        (field) => field.candidateOnly > field.noiseOnly + 5 && lnDifference(field) >= threshold,
      ),
    ),
  );
  console.info(told('40 fields, no difference, alpha 5 %', alarms, rollouts));
  expect(wilson(alarms, rollouts).high).toBeLessThanOrEqual(alpha);
});

it('a field at exactly the tolerated mismatch is called clean with a chance of at most alpha, read after every pair', () => {
  const [runs, alpha] = [2_000, 0.05];
  const passes = countRuns(runs, (run) =>
    everHappens(run, 1_200, { candidate: 0.08, noise: 0.05 }, (field) => isExcessBelow(0.03, field, alpha)),
  );
  console.info(told('excess at the tolerated 3 %, alpha 5 %', passes, runs));
  expect(wilson(passes, runs).high).toBeLessThanOrEqual(alpha);
});

it('a field that differs in a tenth of all pairs, beyond as much noise, is found', () => {
  const runs = 200;
  const found = countRuns(runs, (run) =>
    everHappens(run, 1_500, { candidate: 0.2, noise: 0.1 }, (field) => {
      return judgeComparison([field], { toleratedMismatch: 0.03, alpha: 0.01 }) === 'different';
    }),
  );
  console.info(told('excess of 10 % found', found, runs));
  expect(found).toBe(runs);
});
