import type { FaultSpecification } from '@selvedge/sandbox';

/** What a sandbox is told, and asked, besides being called as vendors are. */
export interface SandboxControl {
  fault(fault: FaultSpecification): Promise<void>;
  clearFaults(): Promise<void>;
  /** Calls that reached a vendor, by `METHOD route`, since the last reset. */
  calls(of?: CallFilter): Promise<Record<string, number>>;
  /** Their number, but for those whose `METHOD route` matches `except`. */
  totalCalls(of?: CallFilter, except?: RegExp): Promise<number>;
  resetCalls(): Promise<void>;
}

export interface CallFilter {
  vendor?: string;
  account?: string;
}

/** Of the sandbox at this URL. */
export function sandboxControl(url: string): SandboxControl {
  async function calls(of: CallFilter = {}): Promise<Record<string, number>> {
    const response = await fetch(`${url}/_calls?${new URLSearchParams({ ...of })}`);
    const { calls: entries } = (await response.json()) as {
      calls: { method: string; route: string; count: number }[];
    };
    const counts: Record<string, number> = {};
    for (const { method, route, count } of entries) {
      counts[`${method} ${route}`] = (counts[`${method} ${route}`] ?? 0) + count;
    }
    return counts;
  }
  return {
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
    calls,
    async totalCalls(of, except) {
      const counted = Object.entries(await calls(of)).filter(([route]) => !except?.test(route));
      return counted.reduce((sum, [, count]) => sum + count, 0);
    },
    async resetCalls() {
      await fetch(`${url}/_calls`, { method: 'DELETE' });
    },
  };
}
