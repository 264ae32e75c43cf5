import type { FastifyInstance } from 'fastify';
import type { AccessTokens } from './access-tokens.js';
import type { World } from './world/world.js';

/** What a vendor's routes need from the sandbox. */
export interface VendorContext {
  world: World;
  /** Epoch milliseconds. */
  now: () => number;
  /** Whether the vendor enforces its quotas; default true. */
  quotas?: boolean;
  /** OAuth access tokens of this vendor, expired from outside by `POST /_tokens/expire`; default: tokens of its own. */
  accessTokens?: AccessTokens;
}

/**
 * One simulated vendor. Its routes are registered below `/<id>`; a request passes, in this order: call counting,
 * faults, the vendor's own authentication, the vendor's own quota, the route.
 */
export interface Vendor {
  /** Also the first part of its path, e.g. `hubspot`. */
  id: string;
  /**
   * Registers the vendor's routes and hooks on a scope of its own whose prefix is `/<id>`; paths below it are the
   * vendor's real ones. Authentication, quotas, headers and error bodies are the vendor's.
   */
  register(scope: FastifyInstance, context: VendorContext): void;
  /** Account that a request's credential belongs to, for counting calls; null when it has none. */
  accountOf(headers: Readonly<Record<string, string | string[] | undefined>>): string | null;
}
