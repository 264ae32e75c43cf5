import { z } from 'zod';
import { type AdminClient, AdminClientError } from './admin-client.js';
import { SHOWN_ROLLOUT, type ShownRollout, shownRollout } from './shapes.js';

const BY_ID = `query ($id: ID!) { rollout(id: $id) { ${SHOWN_ROLLOUT} } }`;
const BY_CONNECTOR = `query ($connector: String) { rollouts(connector: $connector) { ${SHOWN_ROLLOUT} } connectors { id } }`;
const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** The rollout of an id, or the newest of a connector. Throws an AdminClientError that says what there is. */
export async function findRollout(client: AdminClient, named: string): Promise<ShownRollout> {
  if (UUID.test(named)) {
    const { rollout } = await client.ask(BY_ID, { id: named }, z.object({ rollout: shownRollout.nullable() }));
    if (rollout !== null) return rollout;
    throw new AdminClientError(
      'ROLLOUT_NOT_FOUND',
      `There is no rollout ${named}; \`selvedge rollout status --all\` lists them.`,
    );
  }
  const shape = z.object({ rollouts: z.array(shownRollout), connectors: z.array(z.object({ id: z.string() })) });
  const { rollouts, connectors } = await client.ask(BY_CONNECTOR, { connector: named }, shape);
  const [newest] = rollouts;
  if (newest !== undefined) return newest;
  const ids = connectors.map(({ id }) => id);
  if (ids.includes(named)) {
    throw new AdminClientError(
      'ROLLOUT_NOT_FOUND',
      `There is no rollout of ${named}; begin one with \`selvedge rollout start ${named} --to <range>\`.`,
    );
  }
  throw new AdminClientError(
    'ROLLOUT_CONNECTOR_UNKNOWN',
    `Expected a connector in use (${ids.join(', ') || 'there is none'}) or the id of a rollout, but got "${named}".`,
  );
}
