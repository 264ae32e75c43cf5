import type { Logger, Metrics } from '../telemetry/index.js';
import type { AdminContext } from './admin-context.js';
import type { AdminOperations } from './create-admin-operations.js';
import { type Admin, type AdminGuard, createAdminGuard } from './guard/admin-guard.js';
import type { Admission } from './guard/admission.js';
import type { AdminSources } from './sources.js';

export interface AdminEndpointOptions {
  admission: Exclude<Admission, { kind: 'nobody' }>;
  sources: AdminSources;
  metrics: Metrics;
  logger: Logger;
  /** Epoch milliseconds. */
  now: () => number;
}

/** What the HTTP layer serves at `/admin/graphql`. */
export interface AdminEndpoint {
  readonly guard: AdminGuard;
  /** What executes; it is loaded and made for the first admin who asks, as most gateways are asked by none. */
  operations(): Promise<AdminOperations>;
  context(admin: Admin): AdminContext;
  /** Ends all streams; later ones end at once. */
  endStreams(): void;
  /** Stops what executes, where it was ever made. */
  stop(): Promise<void>;
}

/** The admin endpoint: who may use it, what executes there, and what of it is counted. */
export function createAdminEndpoint(options: AdminEndpointOptions): AdminEndpoint {
  const { admission, sources, metrics, logger, now } = options;
  const ending = new AbortController();
  let made: Promise<AdminOperations> | undefined;

  async function make(): Promise<AdminOperations> {
    const { createAdminOperations } = await import('./create-admin-operations.js');
    return createAdminOperations({ metrics, logger });
  }

  return {
    guard: createAdminGuard(admission, metrics),
    operations() {
      made ??= make();
      return made;
    },
    context: (admin) => ({ sources, admin, ending: ending.signal, now }),
    endStreams: () => ending.abort(),
    async stop() {
      const operations = await made?.catch(() => undefined);
      await operations?.server.stop();
    },
  };
}
