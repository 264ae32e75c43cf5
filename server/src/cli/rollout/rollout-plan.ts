import { z } from 'zod';
import type { CommandContext } from '../context.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import type { AdminClient } from './admin-client.js';
import { type ConnectOptions, connect } from './connect.js';
import { describePlan } from './describe-plan.js';
import { type PlanOptions, planInput } from './plan-options.js';
import { PLANNED_ROLLOUT, type PlannedRollout, plannedRollout } from './shapes.js';

const QUERY = `query ($connector: String!, $candidate: String!, $plan: RolloutPlanInput) {
  plannedRollout(connector: $connector, candidate: $candidate, plan: $plan) { ${PLANNED_ROLLOUT} } }`;

/** What a start would do; fails when a gate refuses it. */
export async function rolloutPlan(
  connector: string,
  options: PlanOptions & ConnectOptions & { json?: boolean },
  context: CommandContext,
): Promise<ExitCode> {
  const { terminal } = context;
  const planned = await plannedOf(await connect(options, context), connector, options);
  terminal.out(options.json ? `${JSON.stringify(planned, null, 2)}\n` : describePlan(planned, terminal.paint));
  return planned.startable ? EXIT.ok : EXIT.failed;
}

export async function plannedOf(client: AdminClient, connector: string, options: PlanOptions): Promise<PlannedRollout> {
  const variables = { connector, candidate: options.to, plan: planInput(options) };
  return (await client.ask(QUERY, variables, z.object({ plannedRollout }))).plannedRollout;
}
