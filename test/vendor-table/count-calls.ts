import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import { sandboxControl } from '../support/sandbox-control.js';
import { accountFor } from './accounts.js';
import { type Bench, benchOf } from './bench.js';
import type { ConnectorVersion } from './connectors.js';
import { distinctKeys } from './distinct-keys.js';
import { isKeyed, keyOf } from './keys.js';
import { readOverDays } from './over-days.js';
import { realKeys } from './real-keys.js';
import { type CallsOf, callsKey, jobName } from './table.js';
import { importMembers, WRITES, write } from './writes.js';

/** Different keys or records that each capability is given. */
export const ASKED = 1_000;

/** One capability or job, by its name in the table, and how it is asked once its inputs are there. */
type Work = readonly [name: string, ask: () => Promise<unknown>];

/**
 * Calls that reach the vendor when each capability and each job is given 1,000 different keys or records in its largest
 * batches, and each report one range. What is written comes after all reads, so that it does not change what they find.
 */
export async function countCalls(connectors: readonly ConnectorVersion[]): Promise<CallsOf> {
  const sandbox = await startSandbox({ port: 0, quotas: false, people: 1_500, companies: 200, deals: 300 });
  const control = sandboxControl(sandbox.url);
  const counts = new Map<string, number>();
  try {
    for (const worksOf of [reads, writes]) {
      for (const connector of connectors) {
        const bench = benchOf(connector.definition, await accountFor(connector.id, sandbox));
        for await (const [name, ask] of worksOf(connector, bench, sandbox)) {
          await control.resetCalls();
          await ask();
          counts.set(callsKey(connector, name), await control.totalCalls());
        }
      }
    }
    return counts;
  } finally {
    await sandbox.close();
  }
}

async function* reads({ definition }: ConnectorVersion, bench: Bench, { world }: Sandbox): AsyncIterable<Work> {
  for (const capability of Object.keys(definition.capabilities).filter(isKeyed)) {
    const key = keyOf(capability);
    const keys = distinctKeys(key, await realKeys(key, bench, world, ASKED), ASKED);
    yield [capability, () => bench.run(capability, keys)];
  }
  yield* readOverDays(bench, world, ASKED);
}

async function* writes({ id, version }: ConnectorVersion, bench: Bench, { world }: Sandbox): AsyncIterable<Work> {
  const audiences = bench.has('audience.page') ? await realKeys('audience', bench, world, 1) : [];
  const target = { run: `${id}-${version}`, audienceId: audiences[0] ?? null, count: ASKED };
  for (const capability of WRITES) {
    if (bench.has(capability)) yield [capability, () => write(capability, bench, target)];
  }
  const job = 'audienceMember.import';
  if (bench.hasJob(job)) yield [jobName(job), () => importMembers(bench, target)];
}
