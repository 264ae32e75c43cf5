import { parseArgs } from 'node:util';
import { fuzzCase, type Verdict } from './fuzz-case.js';
import { withUnheardRejections } from './unheard-rejections.js';

/** `npm run fuzz -- --cases 100000 --seed 1`: prints what came of the cases and ends with 1 when one differs. */
const { values } = parseArgs({ options: { cases: { type: 'string' }, seed: { type: 'string' } } });
const cases = Number(values.cases ?? 100_000);
const first = Number(values.seed ?? Math.floor(Math.random() * 1_000_000_000));
console.log(`${cases} cases, seeds ${first} to ${first + cases - 1}`);
const counts: Record<Verdict['is'], number> = { same: 0, invalid: 0, 'not planned': 0, different: 0 };
let withErrors = 0;
const startedAt = performance.now();
const { unheard } = await withUnheardRejections(async () => {
  for (let seed = first; seed < first + cases; seed++) await count(seed);
});

async function count(seed: number): Promise<void> {
  const verdict = await fuzzCase(seed);
  counts[verdict.is] += 1;
  if (verdict.is === 'same' && verdict.errors > 0) withErrors += 1;
  if (verdict.is === 'different' && counts.different <= 5) {
    console.log(
      `\nseed ${seed}: ${verdict.what}\n${verdict.operation.source}\n${JSON.stringify(verdict.operation.variables)}`,
    );
  }
}
const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
console.log(
  `same ${counts.same} (${withErrors} of them with errors), left to graphql-js ${counts['not planned']}, ` +
    `invalid ${counts.invalid}, different ${counts.different}; ${seconds} s`,
);
if (unheard.length > 0) console.log(`${unheard.length} rejections that nobody heard, the first:`, unheard[0]);
process.exitCode = counts.different + unheard.length === 0 ? 0 : 1;
