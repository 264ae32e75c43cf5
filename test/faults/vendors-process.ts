import { type Child, SELVEDGE, startChild } from '../support/child-process.js';

export interface VendorsOptions {
  /** Whether the vendors enforce their quotas; default false. */
  quotas?: boolean;
  people?: number;
}

/** What goes wrong at a vendor; see the sandbox's `POST /_faults`. */
export interface VendorFault {
  vendor: string;
  account?: string;
  path?: string;
  method?: string;
  latencyMs?: number;
  status?: number;
  body?: unknown;
  headers?: Record<string, string>;
  malformed?: true;
  reset?: true;
  blackHole?: true;
  share?: number;
  times?: number;
}

export interface VendorsProcess {
  url: string;
  port: number;
  child: Child;
  fault(fault: VendorFault): Promise<void>;
  clearFaults(): Promise<void>;
  /** Calls that reached a vendor since the last reset, but for those to these routes. */
  calls(vendor: string, except?: RegExp): Promise<number>;
  resetCalls(): Promise<void>;
}

/** Sizes of the world: `createWorld` with the same ones knows its people. */
export const WORLD_SIZES = { people: 2_000, companies: 100, deals: 400, audiences: 6, adCampaigns: 6 } as const;

/** Starts `selvedge sandbox`; resolves when it listens. */
export async function startVendorsProcess({ quotas = false, people }: VendorsOptions = {}): Promise<VendorsProcess> {
  const sizes = { ...WORLD_SIZES, ...(people === undefined ? {} : { people }) };
  const child = startChild({
    command: process.execPath,
    parameters: [
      ...[SELVEDGE, 'sandbox', '--port', '0'],
      ...['--people', String(sizes.people), '--companies', String(sizes.companies), '--deals', String(sizes.deals)],
      ...['--audiences', String(sizes.audiences), '--ad-campaigns', String(sizes.adCampaigns)],
      ...(quotas ? [] : ['--no-quotas']),
    ],
  });
  const [, url = '', port = ''] = await child.said(/Control +(http:\/\/127\.0\.0\.1:(\d+))\//);
  return {
    url,
    port: Number(port),
    child,
    async fault(fault) {
      const response = await fetch(`${url}/_faults`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(fault),
      });
      if (response.status !== 201) throw new Error(`The sandbox refused the fault: ${await response.text()}`);
    },
    async clearFaults() {
      await fetch(`${url}/_faults`, { method: 'DELETE' });
    },
    async calls(vendor, except = NONE) {
      const { calls } = (await (await fetch(`${url}/_calls?vendor=${vendor}`)).json()) as {
        calls: { route: string; count: number }[];
      };
      return calls.filter(({ route }) => !except.test(route)).reduce((sum, { count }) => sum + count, 0);
    },
    async resetCalls() {
      await fetch(`${url}/_calls`, { method: 'DELETE' });
    },
  };
}

const NONE = /^\b$/;
