import assert from 'node:assert/strict';
import { VendorError } from '../failure.js';
import { expectAnswers, expectFewCalls } from './bench.js';
import type { ContractCheck } from './check.js';
import type { WriteSample } from './samples.js';

type Sample = WriteSample<unknown>;
interface Written {
  id: string;
  created: boolean;
}

/** What holds for every upsert. */
export const WRITE_CHECKS: readonly ContractCheck<Sample>[] = [
  {
    title: 'creates, and under a repeat with the same key changes nothing',
    async run(bench, { writes }) {
      assert.ok(writes.length >= 2, 'a sample needs at least two records to write');
      const ids: string[][] = [];
      for (const created of [true, false]) {
        const answers: unknown[] = [];
        for (let start = 0; start < writes.length; start += bench.maxBatch) {
          const batch = writes.slice(start, start + bench.maxBatch);
          answers.push(...(await bench.run(batch, { idempotencyKey: `contract-${start}` })));
        }
        expectAnswers(bench, writes, answers);
        const written = answers as Written[];
        assert.deepEqual(
          written.map((answer) => answer.created),
          writes.map(() => created),
          'created',
        );
        ids.push(written.map((answer) => answer.id));
      }
      assert.deepEqual(ids[1], ids[0], 'a repeat must end at the same records');
      assert.equal(new Set(ids[0]).size, writes.length, 'different records must have different ids');
    },
  },
  {
    title: 'writes a record that stands twice in a batch once',
    inapplicable: (bench) => (bench.maxBatch > 1 ? null : 'takes one input at a time'),
    async run(bench, { writes: [first] }) {
      const answers = await bench.run([first, first]);
      expectAnswers(bench, [first, first], answers);
      const [one, other] = answers as Written[];
      assert.equal(one?.id, other?.id);
    },
  },
  {
    title: 'refuses a bad record at its place and writes the others',
    inapplicable: (_, sample) => (sample.refused === undefined ? 'the sample names no record that is refused' : null),
    async run(bench, { writes: [first], refused }) {
      const inputs = bench.maxBatch > 1 ? [refused, first] : [refused];
      const [refusal, ...others] = await bench.run(inputs);
      assert.ok(VendorError.is(refusal), `expected a VendorError, but got ${JSON.stringify(refusal)}`);
      assert.equal(refusal.failure.class, 'invalid');
      expectAnswers(bench, inputs.slice(1), others);
    },
  },
  {
    title: 'takes no more requests for a batch than it says',
    run: (bench, { writes }) => expectFewCalls(bench, writes.slice(0, bench.maxBatch)),
  },
];
