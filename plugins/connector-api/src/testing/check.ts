import type { Bench } from './bench.js';

/** One promise of the contract. `run` throws an Error that says what was expected and what came. */
export interface ContractCheck<S> {
  title: string;
  /** Why it does not apply to this bench and sample; null when it does. */
  inapplicable?: (bench: Bench, sample: S) => string | null;
  run: (bench: Bench, sample: S) => Promise<void>;
}

/** Runs inputs in batches of the largest size that the connector takes. */
export async function runCut(bench: Bench, inputs: readonly unknown[]): Promise<unknown[]> {
  const answers: unknown[] = [];
  for (let start = 0; start < inputs.length; start += bench.maxBatch) {
    answers.push(...(await bench.run(inputs.slice(start, start + bench.maxBatch))));
  }
  return answers;
}
