import { z } from 'zod';
import type { CommandContext } from '../context.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import { type ConnectOptions, connect } from './connect.js';
import { describeRollout } from './describe-rollout.js';
import { findRollout } from './find-rollout.js';
import { DRIFT, type Drift, drift, SHOWN_ROLLOUT, shownRollout } from './shapes.js';

export interface StatusOptions extends ConnectOptions {
  /** Whether those that are over are shown too. */
  all?: boolean;
  json?: boolean;
}

const STATUS = `query ($open: Boolean) { rollouts(open: $open) { ${SHOWN_ROLLOUT} } rolloutDrift { ${DRIFT} } }`;
const DRIFTS = `{ rolloutDrift { ${DRIFT} } }`;

/** Where rollouts stand, and what the configuration declares otherwise. `named`: a connector or an id; left out: all. */
export async function rolloutStatus(
  named: string | undefined,
  options: StatusOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const { terminal } = context;
  const client = await connect(options, context);
  const status =
    named === undefined
      ? await client.ask(
          STATUS,
          { open: options.all ? null : true },
          z.object({ rollouts: z.array(shownRollout), rolloutDrift: z.array(drift) }),
        )
      : {
          rollouts: [await findRollout(client, named)],
          ...(await client.ask(DRIFTS, {}, z.object({ rolloutDrift: z.array(drift) }))),
        };
  const connectors = new Set(status.rollouts.map(({ connector }) => connector));
  const declared = status.rolloutDrift.filter(({ connector }) => named === undefined || connectors.has(connector));
  if (options.json) {
    terminal.out(`${JSON.stringify({ rollouts: status.rollouts, drift: declared }, null, 2)}\n`);
    return EXIT.ok;
  }
  const texts = status.rollouts.map((each) => describeRollout(each, terminal.paint));
  terminal.out(texts.length === 0 ? 'No rollout is on its way.\n' : texts.join('\n'));
  for (const each of declared) terminal.out(driftLine(each, terminal.paint));
  return EXIT.ok;
}

function driftLine({ effect, code, line }: Drift, paint: CommandContext['terminal']['paint']): string {
  if (effect === 'NOTHING') return `Declared: ${line}\n`;
  const follows = effect === 'REFUSED' ? `cannot be applied: ${code}` : 'at the next reload';
  return `Declared: ${paint('yellow', `${line} (${follows})`)}\n`;
}
