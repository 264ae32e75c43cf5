import type { CapabilityName } from '@selvedge/schema';
import { NO_RECORDS, type Reckoning, type Records, totalOf } from '../../graph/index.js';
import type { GraphContext } from '../../ports/index.js';
import type { CostPlan, PlannedField } from './cost-plan.js';
import type { Variables } from './variables.js';

/** What an operation would take, at most, were nothing cached. */
export interface Estimate {
  /** `records + vendorCalls`. */
  cost: number;
  /** Records that the answer would hold. */
  records: number;
  /** HTTP requests to vendors. */
  vendorCalls: number;
  /** The same, by connector, in the order in which they would be asked first. */
  byConnector: readonly { connector: string; calls: number }[];
}

/**
 * Walks an operation's plan: each field is reckoned for all of its parents at once, as the DataLoader collects a level,
 * and each level multiplies. After IBM's GraphQL Cost Directives specification (static analysis) and Cha et
 * al., "A Principled Approach to GraphQL Query Cost Analysis" (ESEC/FSE 2020): objects weigh 1, scalars 0.
 */
export function estimate(
  plan: CostPlan,
  variables: Variables,
  { sources, settings }: Pick<GraphContext, 'sources' | 'settings'>,
): Estimate {
  const calls = new Map<string, number>();
  let records = 0;
  const offering = remembered((capability) => sources.offering(capability));
  const reckoning: Reckoning = {
    settings,
    offering,
    ask(capability, inputs) {
      for (const [connector, count] of inputs) {
        if (count === 0) continue;
        const more = sources.callsFor(capability, connector, count);
        if (more > 0) calls.set(connector, (calls.get(connector) ?? 0) + more);
      }
    },
  };

  function walk(fields: CostPlan, parents: Records): void {
    for (const field of fields) {
      if (field.asking === null) descend(field, () => parents);
      else reckon(field, field.asking, parents);
    }
  }

  function reckon(field: PlannedField, asking: NonNullable<PlannedField['asking']>, parents: Records): void {
    const asked = { args: field.args(variables), selected: (name: string) => field.selected.get(name) ?? null };
    const given = asking(parents, asked, reckoning);
    if ('byType' in given) {
      for (const some of Object.values(given.byType)) records += totalOf(some);
      descend(field, (type) => given.byType[type] ?? NO_RECORDS);
    } else {
      records += totalOf(given);
      descend(field, () => given);
    }
  }

  function descend({ below }: PlannedField, recordsOf: (type: string) => Records): void {
    for (const [type, plan] of below) {
      const parents = recordsOf(type);
      if (parents.size > 0) walk(plan, parents);
    }
  }

  walk(plan, NO_RECORDS);
  const byConnector = [...calls].map(([connector, count]) => ({ connector, calls: count }));
  const vendorCalls = totalOf(calls);
  return { cost: records + vendorCalls, records, vendorCalls, byConnector };
}

function remembered<V>(find: (capability: CapabilityName) => V): (capability: CapabilityName) => V {
  const found = new Map<CapabilityName, V>();
  return (capability) => {
    const known = found.get(capability) ?? find(capability);
    found.set(capability, known);
    return known;
  };
}
