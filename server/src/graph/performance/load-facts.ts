import { GraphQLError } from 'graphql';
import { loadAdverts } from './load-adverts.js';
import { loadStages } from './load-stages.js';
import { loadWonDeals } from './load-won-deals.js';
import { loadNewCustomers } from './new-customers.js';
import type { Part } from './parts.js';
import type { ReportQuery } from './report-query.js';
import { revenueFacts } from './sales.js';
import type { Fact } from './tally.js';

/** What could be loaded, and which parts could not. A part is whole or missing, so that no sum is too small. */
export interface LoadedFacts {
  facts: Fact[];
  failures: ReadonlyMap<Part, Error>;
}

export async function loadFacts(query: ReportQuery, parts: ReadonlySet<Part>): Promise<LoadedFacts> {
  const loaders = loadersFor(query);
  const failures = new Map<Part, Error>();
  const facts = await Promise.all(
    [...parts].map(async (part) => {
      try {
        return await loaders[part]();
      } catch (error) {
        if (!(error instanceof GraphQLError)) throw error;
        failures.set(part, error);
        return [];
      }
    }),
  );
  return { facts: facts.flat(), failures };
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
