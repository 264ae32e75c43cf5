import assert from 'node:assert/strict';
import { type Bench, expectAnswers, expectFewCalls } from './bench.js';
import type { ContractCheck } from './check.js';
import { fieldSetCheck } from './field-set-checks.js';
import type { PageSample } from './samples.js';

type Sample = PageSample<unknown>;
interface ItemPage {
  items: readonly { id: string }[];
  next: string | null;
}

/** What holds for every list in pages. */
export const PAGE_CHECKS: readonly ContractCheck<Sample>[] = [
  {
    title: 'pages to the end without repeats or loss',
    async run(bench, sample) {
      assert.ok(sample.total >= 2, 'a sample needs a list of at least two items');
      const ids = await walk(bench, sample, Math.max(1, Math.floor(sample.total / 3)));
      assert.equal(new Set(ids).size, ids.length, 'no item may come twice');
      assert.equal(ids.length, sample.total, 'every item must come');
    },
  },
  {
    title: 'gives the same list in pages of any size',
    async run(bench, sample) {
      const small = await walk(bench, sample, Math.max(1, Math.floor(sample.total / 2)));
      assert.deepEqual(await walk(bench, sample, 100), small);
    },
  },
  {
    title: 'takes no more requests for a batch than it says',
    run: (bench, { input }) => expectFewCalls(bench, [{ ...(input as object), first: 1, after: null }]),
  },
  fieldSetCheck(({ input }) => ({ ...(input as object), first: 5, after: null })),
];

/** Ids of the whole list, in order. */
async function walk(bench: Bench, sample: Sample, first: number): Promise<string[]> {
  const ids: string[] = [];
  let after: string | null = null;
  do {
    const input = { ...(sample.input as object), first, after };
    const answers = await bench.run([input]);
    expectAnswers(bench, [input], answers);
    const page = answers[0] as ItemPage | null;
    assert.ok(page !== null, 'a page must not be null');
    assert.ok(page.items.length <= first, `expected at most ${first} items, but got ${page.items.length}`);
    ids.push(...page.items.map((item) => item.id));
    assert.ok(
      ids.length <= sample.total,
      `the list has ${sample.total} items, but ${ids.length} came and there are more`,
    );
    assert.ok(page.next === null || page.next !== after, 'the next cursor must not be the same again');
    after = page.next;
  } while (after !== null);
  return ids;
}
