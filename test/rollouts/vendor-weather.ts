import type { VendorsProcess } from '../faults/vendors-process.js';

/** Where the page of deals is read, by every version. */
const DEALS = '/crm/v3/objects/deals';

/** So many kinds of slow calls, each of one call in a hundred: the slower the fewer, without a step where the slow begin. */
const RUNGS = 9;
const FASTEST_RUNG_MS = 250;
const RUNG_GROWTH = 1.15;
const USUAL_MS = 25;

/**
 * A vendor as vendors are: every version alike sees this share of its reads fail (0 to 1), and of the others a few take very long:
 * far longer than a busy machine makes them, and so few that the vendor does not look crowded.
 */
export async function usualWeather(vendors: VendorsProcess, failing: number): Promise<void> {
  await vendors.clearFaults();
  await vendors.fault({ vendor: 'hubspot', path: DEALS, share: failing, malformed: true });
  for (let rung = 0; rung < RUNGS; rung += 1) {
    const latencyMs = Math.round(FASTEST_RUNG_MS * RUNG_GROWTH ** rung);
    await vendors.fault({ vendor: 'hubspot', path: DEALS, share: 0.01, latencyMs });
  }
  await vendors.fault({ vendor: 'hubspot', path: DEALS, latencyMs: USUAL_MS });
}

/** Every call fails, whichever version makes it. */
export async function outage(vendors: VendorsProcess): Promise<void> {
  await vendors.clearFaults();
  await vendors.fault({ vendor: 'hubspot', path: DEALS, status: 503, body: { message: 'down' } });
}
