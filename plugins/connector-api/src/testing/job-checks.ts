import assert from 'node:assert/strict';
import { VendorError } from '../failure.js';
import { type Bench, expectAnswers } from './bench.js';
import type { ContractCheck } from './check.js';
import type { JobSample } from './samples.js';

type Sample = JobSample<unknown>;

/** What holds for every job, begun and looked at until it ends. */
export const JOB_CHECKS: readonly ContractCheck<Sample>[] = [
  {
    title: 'ends with one well-formed outcome per input',
    async run(bench, { inputs }) {
      for (let start = 0; start < inputs.length; start += bench.maxBatch) {
        const batch = inputs.slice(start, start + bench.maxBatch);
        expectAnswers(bench, batch, await bench.run(batch));
      }
    },
  },
  {
    title: 'tells of a bad record at its place',
    inapplicable: (_, sample) => (sample.refused === undefined ? 'the sample names no record that is refused' : null),
    async run(bench, { inputs: [first], refused }) {
      const inputs = bench.maxBatch > 1 ? [refused, first] : [refused];
      const [refusal, ...others] = await bench.run(inputs);
      assert.ok(VendorError.is(refusal), `expected a VendorError, but got ${JSON.stringify(refusal)}`);
      assert.equal(refusal.failure.class, 'invalid');
      expectAnswers(bench, inputs.slice(1), others);
    },
  },
  {
    title: 'gives the values of the capability of the same name',
    inapplicable: ({ atOnce }) => (atOnce === undefined ? 'is no capability too' : null),
    async run(bench, { inputs }) {
      for (const input of inputs)
        assert.deepEqual(await bench.run([input]), await (bench.atOnce as Bench).run([input]));
    },
  },
];
