import assert from 'node:assert/strict';
import { type Bench, expectAnswers, expectFewCalls, isNothing } from './bench.js';
import { type ContractCheck, runCut } from './check.js';
import { fieldSetCheck } from './field-set-checks.js';
import type { ReadSample } from './samples.js';

type Sample = ReadSample<unknown>;

const needsBatch = (bench: Bench) => (bench.maxBatch > 1 ? null : 'takes one input at a time');
const needsMissing = (_: Bench, sample: Sample) => (sample.missing ? null : 'has no input without an answer');

/** What holds for every read by key, range or report. */
export const READ_CHECKS: readonly ContractCheck<Sample>[] = [
  {
    title: 'answers each sample with a well-formed value, different ones differently',
    async run(bench, { present }) {
      const answers = await alone(bench, present);
      expectAnswers(bench, present, answers);
      assert.ok(present.length >= 2, 'a sample needs at least two present inputs');
      assert.ok(!answers.some(isNothing), 'every present input must have an answer');
      assert.equal(
        new Set(answers.map((answer) => JSON.stringify(answer))).size,
        present.length,
        'answers must differ',
      );
    },
  },
  {
    title: 'answers in input order, the same as one by one',
    inapplicable: needsBatch,
    async run(bench, { present }) {
      const reversed = [...present].reverse();
      assert.deepEqual(await runCut(bench, present), await alone(bench, present));
      assert.deepEqual(await runCut(bench, reversed), await alone(bench, reversed));
    },
  },
  {
    title: 'answers duplicates each',
    inapplicable: needsBatch,
    async run(bench, { present: [first, second] }) {
      const inputs = [first, second, first];
      assert.deepEqual(await runCut(bench, inputs), await alone(bench, inputs));
    },
  },
  {
    title: 'answers null or nothing, not a failure, for what is not there',
    inapplicable: needsMissing,
    async run(bench, { present: [first], missing }) {
      const inputs = [missing?.(0), first, missing?.(1)];
      const answers = await runCut(bench, inputs);
      expectAnswers(bench, inputs, answers);
      assert.deepEqual(answers.map(isNothing), [true, false, true]);
    },
  },
  {
    title: 'takes a full batch',
    inapplicable: needsBatch,
    async run(bench, { present, missing }) {
      const kept = present.slice(0, bench.maxBatch);
      const inputs = fullBatch(bench, present, missing);
      const answers = await bench.run(inputs);
      expectAnswers(bench, inputs, answers);
      assert.deepEqual(answers.slice(0, kept.length), await alone(bench, kept));
      if (missing) assert.ok(answers.slice(kept.length).every(isNothing), 'missing inputs must have no answer');
    },
  },
  {
    title: 'takes no more requests for a batch than it says',
    async run(bench, { present, missing }) {
      await expectFewCalls(bench, present.slice(0, 1));
      await expectFewCalls(bench, fullBatch(bench, present, missing));
    },
  },
  fieldSetCheck(({ present: [first] }) => first),
];

/** The present inputs, filled up with missing ones, or over again where there are none. */
function fullBatch({ maxBatch }: Bench, present: readonly unknown[], missing: Sample['missing']): unknown[] {
  return Array.from({ length: maxBatch }, (_, n) => {
    if (n < present.length) return present[n];
    return missing ? missing(n - present.length) : present[n % present.length];
  });
}

async function alone(bench: Bench, inputs: readonly unknown[]): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (const input of inputs) answers.push(...(await bench.run([input])));
  return answers;
}
