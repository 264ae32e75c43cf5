import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { CommandContext } from '../context.js';
import { EXIT, type ExitCode } from '../exit-code.js';
import { AdminClientError } from './admin-client.js';
import { type ConnectOptions, connect } from './connect.js';
import { findRollout } from './find-rollout.js';
import { ROLLOUT, rollout } from './shapes.js';

export interface ChangeOptions extends ConnectOptions {
  reason?: string;
  /** The revision that was seen; left out: that of this moment. */
  revision?: number;
  /** The same key does nothing a second time; left out: a new one. */
  idempotencyKey?: string;
  json?: boolean;
}

/** One mutation that changes a rollout. `extra`: its arguments besides those that all have, as declared. */
export interface Change {
  readonly mutation: string;
  readonly extra?: Readonly<Record<string, string>>;
}

export const CHANGES = {
  pause: { mutation: 'pauseRollout' },
  resume: { mutation: 'resumeRollout' },
  advance: { mutation: 'advanceRollout' },
  promote: { mutation: 'promoteRollout' },
  rollback: { mutation: 'rollBackRollout' },
  accept: { mutation: 'acceptDifference', extra: { coordinate: 'String!' } },
  migrate: { mutation: 'migratePinned', extra: { callers: '[String!]' } },
} as const satisfies Record<string, Change>;

/** Changes a rollout and says where it stands then. `values`: of the extra arguments. */
export async function rolloutChange(
  change: Change,
  named: string,
  values: Readonly<Record<string, unknown>>,
  options: ChangeOptions,
  context: CommandContext,
): Promise<ExitCode> {
  const client = await connect(options, context);
  const key = options.idempotencyKey ?? randomUUID();

  async function ask() {
    const found = await findRollout(client, named);
    const revision = options.revision ?? found.revision;
    const variables = { id: found.id, revision, key, reason: options.reason ?? null, ...values };
    return client.ask(documentOf(change), variables, z.object({ changed: rollout }));
  }

  const { changed } = await ask().catch((error: unknown) => {
    // It went on by itself since it was looked at; who named no revision means whatever it is.
    if (options.revision === undefined && isStale(error)) return ask();
    throw error;
  });
  const { connector, candidate, standing, revision } = changed;
  context.terminal.out(
    options.json
      ? `${JSON.stringify(changed, null, 2)}\n`
      : `${connector} ${candidate}: ${standing.state.toLowerCase().replace('_', ' ')}, weight ${standing.weight} % (revision ${revision})\n`,
  );
  return EXIT.ok;
}

function isStale(error: unknown): boolean {
  return error instanceof AdminClientError && error.code === 'ROLLOUT_REVISION_STALE';
}

function documentOf({ mutation, extra = {} }: Change): string {
  const entries = Object.entries(extra);
  const declared = entries.map(([name, type]) => `, $${name}: ${type}`).join('');
  const given = entries.map(([name]) => `, ${name}: $${name}`).join('');
  return `mutation ($id: ID!, $revision: Int!, $key: String!, $reason: String${declared}) {
    changed: ${mutation}(id: $id, expectedRevision: $revision, idempotencyKey: $key, reason: $reason${given}) { ${ROLLOUT} } }`;
}
