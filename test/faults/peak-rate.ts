import type { Stream } from '../support/open-loop.js';
import type { Environment } from './environment.js';

const SECONDS = 4;
const FIRST_RATE = 50;
const STEP = 1.4;

/** The most operations a second that are answered whole and in time, at any rate up to that which cannot be borne. */
export async function peakRate(
  { load }: Pick<Environment, 'load'>,
  stream: Pick<Stream, 'targets' | 'query' | 'variables'>,
): Promise<number> {
  let peak = 0;
  let from = 1_000_000;
  for (let rate = FIRST_RATE; ; rate = Math.round(rate * STEP)) {
    const [result] = await load({ seconds: SECONDS, streams: [{ ...stream, rate, from }] });
    const timely = (result?.timely ?? 0) / SECONDS;
    from += 1_000_000;
    peak = Math.max(peak, timely);
    if (timely < 0.9 * rate) break;
  }
  if (peak === 0) throw new Error('Expected at least one operation to be answered whole and in time.');
  return peak;
}
