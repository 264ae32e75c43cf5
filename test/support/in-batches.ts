/** Runs inputs in batches of at most `size`; the outputs in input order. Rejects with the first output that is an error. */
export async function inBatches<I, O>(
  inputs: readonly I[],
  size: number,
  run: (batch: readonly I[]) => Promise<readonly (O | null | Error)[]>,
): Promise<(O | null)[]> {
  const outputs: (O | null)[] = [];
  for (let from = 0; from < inputs.length; from += size) {
    for (const output of await run(inputs.slice(from, from + size))) {
      if (output instanceof Error) throw output;
      outputs.push(output);
    }
  }
  return outputs;
}
