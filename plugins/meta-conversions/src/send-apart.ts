import { VendorError } from '@selvedge/connector-api';

/**
 * Sends items that the vendor takes or refuses as a whole, so that a bad one fails alone: a refused part is sent again
 * as two halves. Resolves with the failures of the refused items; all others were taken. Any other failure than a
 * refusal is thrown; since items are sent again without harm, so may all of them be.
 *
 * Asking stops at `MOST_REFUSALS`, at which the rest of what was refused together fails together.
 */
export async function sendApart<T>(
  items: readonly T[],
  send: (part: readonly T[]) => Promise<void>,
  isRefusal: (error: VendorError) => boolean,
): Promise<ReadonlyMap<T, VendorError>> {
  const refused = new Map<T, VendorError>();
  let refusals = 0;
  const parts = items.length === 0 ? [] : [items];
  for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
    const refusal = await refusalOf(part, send, isRefusal);
    if (refusal === null) continue;
    refusals++;
    if (part.length === 1 || refusals >= MOST_REFUSALS) for (const item of part) refused.set(item, refusal);
    else parts.push(part.slice(part.length >> 1), part.slice(0, part.length >> 1));
  }
  return refused;
}

/** Enough to find four bad ones among a thousand. */
export const MOST_REFUSALS = 40;

async function refusalOf<T>(
  part: readonly T[],
  send: (part: readonly T[]) => Promise<void>,
  isRefusal: (error: VendorError) => boolean,
): Promise<VendorError | null> {
  try {
    await send(part);
    return null;
  } catch (error) {
    if (VendorError.is(error) && isRefusal(error)) return error;
    throw error;
  }
}
