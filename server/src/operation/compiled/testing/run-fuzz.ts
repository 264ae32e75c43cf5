import { Command } from 'commander';
import { count, seed } from '../../../arguments/index.js';
import { fuzzCase, type Verdict } from './fuzz-case.js';
import { withUnheardRejections } from './unheard-rejections.js';

const { cases, seed: first = Math.floor(Math.random() * 1_000_000_000) } = new Command('npm run fuzz --')
  .description('Compares compiled operations with graphql-js in generated cases; ends with 1 when one differs.')
  .option('--cases <count>', 'how many', count, 100_000)
  .option('--seed <number>', 'of the first case (default: any)', seed)
  .parse()
  .opts<{ cases: number; seed?: number }>();
console.log(`${cases} cases, seeds ${first} to ${first + cases - 1}`);
const counts: Record<Verdict['is'], number> = { same: 0, invalid: 0, 'not planned': 0, different: 0 };
let withErrors = 0;
const startedAt = performance.now();
const { unheard } = await withUnheardRejections(async () => {
  for (let at = first; at < first + cases; at++) await compare(at);
});

async function compare(at: number): Promise<void> {
  const verdict = await fuzzCase(at);
  counts[verdict.is] += 1;
  if (verdict.is === 'same' && verdict.errors > 0) withErrors += 1;
  if (verdict.is === 'different' && counts.different <= 5) {
    console.log(
      `\nseed ${at}: ${verdict.what}\n${verdict.operation.source}\n${JSON.stringify(verdict.operation.variables)}`,
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
