import { GraphQLError } from 'graphql';
import { codedError } from '../coded-error.js';
import { loadAdverts } from './load-adverts.js';
import { loadStages } from './load-stages.js';
import { loadWonDeals } from './load-won-deals.js';
import { loadNewCustomers } from './new-customers.js';
import { CAPABILITY_OF, type Part } from './parts.js';
import type { ReportQuery } from './report-query.js';
import { revenueFacts } from './sales.js';
import type { Fact } from './tally.js';

/** What is known of each part of a report. A part is whole or missing, so that no sum is too small. */
export interface LoadedFacts {
  facts: ReadonlyMap<Part, readonly Fact[]>;
  /** Why a part could not be loaded, so that nobody knows what there is. */
  failures: ReadonlyMap<Part, Error>;
  /** Parts that no connector offers, so that there is nothing. */
  missing: ReadonlyMap<Part, Error>;
}

export async function loadFacts(query: ReportQuery, parts: ReadonlySet<Part>): Promise<LoadedFacts> {
  const loaders = loadersFor(query);
  const facts = new Map<Part, Fact[]>();
  const failures = new Map<Part, Error>();
  const missing = new Map<Part, Error>();
  await Promise.all(
    [...parts].map(async (part) => {
      if (query.offering(CAPABILITY_OF[part]).length === 0) {
        missing.set(part, missingError(part));
        return;
      }
      try {
        facts.set(part, await loaders[part]());
      } catch (error) {
        if (!(error instanceof GraphQLError)) throw error;
        failures.set(part, error);
      }
    }),
  );
  return { facts, failures, missing };
}

function missingError(part: Part): Error {
  return codedError(
    'CAPABILITY_MISSING',
    `Expected a connected connector that offers ${CAPABILITY_OF[part]}, but none does.`,
  );
}

function loadersFor(query: ReportQuery): Record<Part, () => Promise<Fact[]>> {
  let won: ReturnType<typeof loadWonDeals> | undefined;
  const wonDeals = () => (won ??= loadWonDeals(query));
  return {
    adverts: () => loadAdverts(query),
    sales: async () => revenueFacts(await wonDeals(), query.calendar),
    newCustomers: async () => loadNewCustomers(await wonDeals(), query),
    stages: () => loadStages(query),
  };
}
