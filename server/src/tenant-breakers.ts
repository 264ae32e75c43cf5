import type { Configuration } from './config/index.js';
import { type Breaker, type BreakerEvents, createBreaker, type Served } from './resilience/index.js';
import { createSharedByKey } from './shared-by-key.js';
import type { Metrics } from './telemetry/index.js';

type Labels = Pick<Served, 'connector' | 'version' | 'connection'>;

/** The breakers of all generations: one that is asked for again with the same account and settings is as it was. */
export interface TenantBreakers {
  /** `account`: differs where the connection leads to another account. To be released with the same once for each time. */
  take(labels: Labels, account: string, settings: Configuration['resilience']['breaker']): Breaker;
  release(labels: Labels, account: string, settings: Configuration['resilience']['breaker']): Promise<void>;
}

export function createTenantBreakers(metrics: Metrics): TenantBreakers {
  const shared = createSharedByKey<{ breaker: Breaker; forget(): void }>(({ breaker, forget }) => {
    forget();
    breaker.shutdown();
  });
  /** For each set of labels whose figures it bears: of two accounts in turn, the later. */
  const newest = new Map<string, Breaker>();

  function make({ connector, version, connection }: Labels, settings: Configuration['resilience']['breaker']) {
    const labels = { connector, version, connection };
    const key = keyOf(labels);
    const isNewest = (): boolean => newest.get(key) === breaker;
    const events: BreakerEvents = {
      onChange(described) {
        if (!isNewest()) return;
        const nextProbeAt = described.state === 'open' ? described.nextProbeAt : null;
        metrics.breaker({ ...labels, state: described.state, nextProbeAt });
      },
      onFailure: ({ class: failureClass, at }) => metrics.breakerFailure({ ...labels, class: failureClass, at }),
    };
    const breaker = createBreaker(settings, events);
    newest.set(key, breaker);
    metrics.breaker({ ...labels, state: 'closed', nextProbeAt: null });
    return {
      breaker,
      forget() {
        if (!isNewest()) return;
        newest.delete(key);
        metrics.breakerGone(labels);
      },
    };
  }

  return {
    take: (labels, account, settings) =>
      shared.take(keyOf(labels, account, settings), () => make(labels, settings)).breaker,
    release: (labels, account, settings) => shared.release(keyOf(labels, account, settings)),
  };
}

function keyOf({ connector, version, connection }: Labels, ...further: readonly unknown[]): string {
  return JSON.stringify([connector, version, connection, ...further]);
}
