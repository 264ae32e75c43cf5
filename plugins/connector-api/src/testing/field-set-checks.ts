import assert from 'node:assert/strict';
import { type Bench, expectAnswers } from './bench.js';
import type { ContractCheck } from './check.js';

type Fields = Readonly<Record<string, unknown>>;

/** A part of a record says the same as the whole, in the fields that it promises. `inputOf`: one input to ask for. */
export function fieldSetCheck<S>(inputOf: (sample: S) => unknown): ContractCheck<S> {
  return {
    title: 'fills each field set as the whole record has it',
    inapplicable: ({ fieldSets }) => (Object.keys(fieldSets).length > 0 ? null : 'has no field sets'),
    async run(bench, sample) {
      const input = inputOf(sample);
      const whole = await recordsFor(bench, input);
      for (const [fieldSet, fields] of Object.entries(bench.fieldSets)) {
        const part = await recordsFor(bench, input, fieldSet);
        assert.equal(part.length, whole.length, `the field set "${fieldSet}" must find the same records`);
        part.forEach((record, index) => {
          for (const field of ['id', 'kind', ...fields]) {
            assert.deepEqual(record[field], whole[index]?.[field], `"${field}" of the field set "${fieldSet}"`);
          }
        });
      }
    },
  };
}

/** The records in one answer: itself, its items, or a page's. */
async function recordsFor(bench: Bench, input: unknown, fieldSet?: string): Promise<readonly Fields[]> {
  const answers = await bench.run([input], fieldSet === undefined ? {} : { fieldSet });
  expectAnswers(bench, [input], answers);
  const [answer] = answers as readonly (Fields | readonly Fields[] | { items: readonly Fields[] } | null)[];
  if (answer == null) return [];
  if (Array.isArray(answer)) return answer;
  return 'items' in answer && Array.isArray(answer.items) ? answer.items : [answer as Fields];
}
