import { GraphQLError } from 'graphql';
import { TOO_LARGE } from '../limits.js';
import type { Estimate } from './estimate.js';

/** How much an operation may take, by its estimate. */
export interface CostLimits {
  cost: number;
  /** HTTP requests to vendors. */
  vendorCalls: number;
}

/** Throws `OPERATION_TOO_LARGE`, with the limit, the most that is allowed and what came, for what is over a limit. */
export function refuseCostly(estimate: Estimate, limits: CostLimits): void {
  for (const limit of ['cost', 'vendorCalls'] as const) {
    const [most, estimated] = [limits[limit], estimate[limit]];
    if (estimated <= most) continue;
    const message =
      `The operation is too large: expected ${LABELS[limit]} of at most ${most}, got an estimate of ${estimated}. ` +
      'Ask for less at once: fewer items (`first`), less below them; write many records by a bulk job.';
    throw new GraphQLError(message, {
      extensions: { code: TOO_LARGE, limit, most, estimated, http: { status: 400 } },
    });
  }
}

const LABELS = { cost: 'a cost', vendorCalls: 'a number of vendor calls' } as const;
