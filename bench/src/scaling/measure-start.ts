import { smallConnector } from './generated-connectors.ts';
import type { StartResult } from './scaling-result.ts';
import { startGatewayOf } from './started-gateway.ts';

/** Starts a gateway with so many connectors, several times, each after the last one has ended. */
export async function measureStart(
  connectors: number,
  { starts, folder, upstream }: { starts: number; folder: string; upstream: string },
): Promise<StartResult> {
  const size = { connectors: Array.from({ length: connectors - 1 }, (_, at) => smallConnector(at + 1)), tenants: 1 };
  const startMs: number[] = [];
  for (let start = 0; start < starts; start++) {
    const gateway = await startGatewayOf({ size, folder: `${folder}/start-${start}`, upstream, core: null });
    startMs.push(gateway.startMs);
    await gateway.child[Symbol.asyncDispose]();
  }
  return { connectors, startMs };
}
