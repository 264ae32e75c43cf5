import type { Stream } from '../support/open-loop.js';
import type { Environment } from './environment.js';

const SECONDS = 4;
const FIRST_RATE = 150;
const STEP = 1.25;

/** The most operations a second that are answered whole and in time, at any rate up to that which cannot be borne. */
export async function peakRate(
  { load }: Pick<Environment, 'load'>,
  stream: Pick<Stream, 'targets' | 'query' | 'variables'>,
): Promise<number> {
  let peak = 0;
  let from = 1_000_000;
  // One rate alone may fall into a moment in which the machine was busy.
  let missed = 0;
  for (let rate = FIRST_RATE; ; rate = Math.round(rate * STEP)) {
    const [result] = await load({ seconds: SECONDS, streams: [{ ...stream, rate, from }] });
    const timely = (result?.timely ?? 0) / SECONDS;
    from += 1_000_000;
    peak = Math.max(peak, timely);
    missed = timely < 0.9 * rate ? missed + 1 : 0;
    if (missed === 2) break;
  }
  if (peak === 0) throw new Error('Expected at least one operation to be answered whole and in time.');
  return peak;
}
