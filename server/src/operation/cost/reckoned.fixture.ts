import { type GraphQLSchema, parse } from 'graphql';
import { execute } from '../../graph/testing/execute.js';
import { type FakeConnector, fakeSources } from '../../graph/testing/fake-sources.js';
import { costPlans } from './cost-plans.js';
import { type Estimate, estimate } from './estimate.js';

/** Inputs by `capability connector`. */
type Inputs = Record<string, number>;

export interface Reckoned {
  estimated: Estimate & { inputs: Inputs };
  /** What the operation asked when it ran. */
  real: { vendorCalls: number; inputs: Inputs };
  errors: string[];
  data: unknown;
}

const SETTINGS = { systemOfRecord: 'one', precedence: {}, rates: null };

/** Estimates an operation over fake connectors, then runs it. */
export async function reckon(
  schema: GraphQLSchema,
  connectors: Readonly<Record<string, FakeConnector>>,
  source: string,
  variables: Record<string, unknown> = {},
): Promise<Reckoned> {
  const inputs: Inputs = {};
  const fakes = fakeSources(connectors);
  const sources = {
    ...fakes,
    callsFor(...[capability, connector, count]: Parameters<typeof fakes.callsFor>) {
      const calls = fakes.callsFor(capability, connector, count);
      if (calls > 0) add(inputs, `${capability} ${connector}`, count);
      return calls;
    },
  };
  const planned = costPlans(schema, parse(source), undefined)(variables);
  const estimated = estimate(planned.plan, planned.variables, { sources, settings: SETTINGS });

  const ran = await execute(connectors, source, { schema, variables, settings: SETTINGS });
  const real: Reckoned['real'] = { vendorCalls: 0, inputs: {} };
  for (const { capability, connector, inputs: asked } of ran.sources.batches) {
    real.vendorCalls += fakes.callsFor(capability, connector, asked.length);
    add(real.inputs, `${capability} ${connector}`, asked.length);
  }
  const errors = ran.errors.map(({ path, message }) => `${path}: ${message}`);
  return { estimated: { ...estimated, inputs }, real, errors, data: ran.data };
}

/** What ran beyond its estimate: `capability connector: real > estimated`. */
export function beyondEstimate({ estimated, real }: Reckoned): string[] {
  return Object.entries(real.inputs)
    .filter(([key, count]) => count > (estimated.inputs[key] ?? 0))
    .map(([key, count]) => `${key}: ${count} > ${estimated.inputs[key] ?? 0}`);
}

function add(inputs: Inputs, key: string, count: number): void {
  inputs[key] = (inputs[key] ?? 0) + count;
}
