import { z } from 'zod';
import type { CommandContext } from '../context.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import { table } from '../table.js';
import { type ConnectOptions, connect } from './connect.js';
import { minute } from './describe-rollout.js';
import { findRollout } from './find-rollout.js';
import { TRANSITION, type Transition, transition } from './shapes.js';

const HISTORY = `query ($id: ID!) { rollout(id: $id) { history { ${TRANSITION} } } }`;

/** Every transition of a rollout, oldest first, with who or what caused it. */
export async function rolloutHistory(
  named: string,
  options: ConnectOptions & { json?: boolean },
  context: CommandContext,
): Promise<ExitCode> {
  const { terminal } = context;
  const client = await connect(options, context);
  const { id } = await findRollout(client, named);
  const shape = z.object({ rollout: z.object({ history: z.array(transition) }) });
  const { history } = (await client.ask(HISTORY, { id }, shape)).rollout;
  const heading = ['WHEN', 'WHAT', 'FROM', 'TO', 'WEIGHT', 'BY', 'WHY'];
  terminal.out(
    options.json ? `${JSON.stringify({ rollout: id, history }, null, 2)}\n` : table([heading, ...history.map(rowOf)]),
  );
  return EXIT.ok;
}

function rowOf({ at, did, about, from, to, cause, by, reason }: Transition): readonly string[] {
  const [before, after] = [from, to.state].map((state) => state?.toLowerCase().replace('_', ' ') ?? '–');
  const who = by ?? cause.toLowerCase();
  return [
    minute(at),
    about === null ? did : `${did} ${about}`,
    before ?? '–',
    after ?? '–',
    `${to.weight} %`,
    who,
    reason ?? to.why ?? '',
  ];
}
