import type { Authenticate } from './auth/index.js';
import type { TenantConnector } from './batching/index.js';
import type { EdgeStore } from './caching/index.js';
import { callersAt } from './callers.js';
import { createEdge, type Edge, type KeptAnswer } from './operation/index.js';
import type { Caller } from './ports/index.js';
import { chooseRoute, type Eligibility } from './routing/index.js';
import type { Metrics } from './telemetry/index.js';

export interface EdgesOptions {
  answers: EdgeStore<KeptAnswer>;
  authenticate: Authenticate;
  /** A tenant's connectors in configured order. */
  connectorsOf: (caller: Caller) => ReadonlyMap<string, TenantConnector>;
  /** Who is kept on stable, as for operations that are executed. Left out: nobody. */
  keptOnStable?: Eligibility | undefined;
  metrics: Metrics;
  /** Epoch milliseconds. */
  now: () => number;
}

/** Makes the edge of each major; all keep their answers in one store. */
export function createEdges(options: EdgesOptions): (major: number) => Edge {
  const { answers, authenticate, connectorsOf, keptOnStable, metrics, now } = options;
  return (major) =>
    createEdge({
      major,
      store: answers,
      callerOf: callersAt(major, authenticate, (caller) => caller),
      versionsFor: (caller) => versionsFor(connectorsOf(caller), caller, keptOnStable),
      metrics,
      now,
    });
}

/** Versions that answer a caller; only where a candidate is on trial do callers differ. */
function versionsFor(
  connectors: ReadonlyMap<string, TenantConnector>,
  caller: Caller,
  keptOnStable: Eligibility | undefined,
): string {
  let versions = '';
  for (const [id, { split }] of connectors) {
    if (split.candidate === null) continue;
    const { route } = chooseRoute(split, { caller, keptOnStable });
    versions += `${id}@${route.version} `;
  }
  return versions;
}
