import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { CommandContext } from '../context.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import { AdminClientError } from './admin-client.js';
import { type ConnectOptions, connect } from './connect.js';
import { describePlan } from './describe-plan.js';
import { type PlanOptions, planInput } from './plan-options.js';
import { plannedOf } from './rollout-plan.js';
import { follow } from './rollout-watch.js';
import { type PlannedRollout, ROLLOUT, rollout } from './shapes.js';

export interface StartRolloutOptions extends PlanOptions, ConnectOptions {
  yes?: boolean;
  wait?: boolean;
  reason?: string;
  json?: boolean;
}

const START = `mutation ($connector: String!, $candidate: String!, $key: String!, $plan: RolloutPlanInput, $reason: String) {
  startRollout(connector: $connector, candidate: $candidate, idempotencyKey: $key, plan: $plan, reason: $reason) { ${ROLLOUT} } }`;

/** Shows the plan, asks, and begins; with `--wait` it stays until the rollout is over. */
export async function rolloutStart(
  connector: string,
  options: StartRolloutOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { terminal, services } = context;
  const client = await connect(options, context);
  const planned = await plannedOf(client, connector, options);
  if (!options.json) terminal.out(describePlan(planned, terminal.paint));
  if (!planned.startable) throw refusedByGates(planned);
  if (!options.yes) {
    // A question is no JSON.
    if (!terminal.isInteractive || options.json) {
      const message = 'Expected --yes, since nobody can be asked here; nothing was started.';
      throw new AdminClientError('CONFIRMATION_MISSING', message);
    }
    if (!(await services.confirm(`Start the rollout of ${connector} to ${planned.candidate}?`))) {
      terminal.out('Nothing was started.\n');
      return EXIT.failed;
    }
  }
  // The exact version that was shown: another may have been found meanwhile.
  const variables = {
    connector,
    candidate: planned.candidate,
    key: randomUUID(),
    plan: planInput(options),
    reason: options.reason ?? null,
  };
  const { startRollout: started } = await client.ask(START, variables, z.object({ startRollout: rollout }));
  if (options.wait) return follow(client, started.id, options, context);
  terminal.out(
    options.json
      ? `${JSON.stringify(started, null, 2)}\n`
      : `Started ${started.id}. Watch it: selvedge rollout watch ${connector}\n`,
  );
  return EXIT.ok;
}

function refusedByGates({ connector, candidate, gates }: PlannedRollout): AdminClientError {
  const refused = gates.filter(({ outcome }) => outcome === 'REFUSED');
  const why = refused.map(({ gate, lines }) => `${gate}: ${lines.join('; ')}`).join('. ');
  const message = `No rollout of ${connector} to ${candidate} was started, as it fails a check before any traffic. ${why} [ROLLOUT_GATE_REFUSED]`;
  return new AdminClientError('ROLLOUT_GATE_REFUSED', message);
}
