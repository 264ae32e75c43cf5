import type { Batch, Call } from './connector.js';
import { VendorError } from './failure.js';

/**
 * A batch for what a vendor takes only one at a time: one `run` per input, all at once (the gateway paces the
 * requests). A vendor's failure stays at its place; anything else, such as an abort, fails the batch.
 */
export function oneByOne<I, O>(run: (input: I, call: Call) => Promise<O | null>): Batch<I, O> {
  return (inputs, call) =>
    Promise.all(
      inputs.map(async (input) => {
        try {
          return await run(input, call);
        } catch (error) {
          if (VendorError.is(error)) return error;
          throw error;
        }
      }),
    );
}
