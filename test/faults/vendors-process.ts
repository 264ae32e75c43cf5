import { type Child, SELVEDGE, startChild } from '../support/child-process.js';
import { type SandboxControl, sandboxControl } from '../support/sandbox-control.js';

export interface VendorsOptions {
  /** Whether the vendors enforce their quotas; default false. */
  quotas?: boolean;
  people?: number;
}

export interface VendorsProcess extends SandboxControl {
  url: string;
  port: number;
  child: Child;
  /** Whether the vendors enforce their quotas. */
  keepsQuotas: boolean;
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
    keepsQuotas: quotas,
    ...sandboxControl(url),
  };
}
