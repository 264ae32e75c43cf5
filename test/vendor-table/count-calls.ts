import { startSandbox } from '@selvedge/sandbox';
import { accountFor } from './accounts.js';
import { benchOf } from './bench.js';
import type { ConnectorVersion } from './connectors.js';
import { distinctKeys } from './distinct-keys.js';
import { isKeyed, keyOf } from './keys.js';
import { realKeys } from './real-keys.js';
import { type CallsOf, callsKey } from './table.js';

/** Different keys that each capability is asked for. */
export const ASKED = 1_000;

/** Calls that reach the vendor when each keyed capability is asked for 1,000 different keys in its largest batches. */
export async function countCalls(connectors: readonly ConnectorVersion[]): Promise<CallsOf> {
  const sandbox = await startSandbox({ port: 0, quotas: false, people: 1_500, companies: 200, deals: 300 });
  try {
    const counts = new Map<string, number>();
    for (const connector of connectors) {
      const bench = benchOf(connector.definition, await accountFor(connector.id, sandbox));
      for (const capability of Object.keys(connector.definition.capabilities).filter(isKeyed)) {
        const key = keyOf(capability);
        const keys = distinctKeys(key, await realKeys(key, bench, sandbox.world, ASKED), ASKED);
        await fetch(`${sandbox.url}/_calls`, { method: 'DELETE' });
        await bench.run(capability, keys);
        const { total } = (await (await fetch(`${sandbox.url}/_calls`)).json()) as { total: number };
        counts.set(callsKey(connector, capability), total);
      }
    }
    return counts;
  } finally {
    await sandbox.close();
  }
}
