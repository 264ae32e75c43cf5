import type { Connector } from '../connector.js';

/**
 * Throws when a connector says that something has changed which it does not have: then nobody would be kept from it.
 *
 * @param fields fields of the records that it has answered with, e.g. `Contact.phones`
 */
export function checkChanges(
  { id, changes = {}, capabilities, jobs = {} }: Connector,
  fields: ReadonlySet<string>,
): void {
  const known = new Set([...fields, ...Object.keys(capabilities), ...Object.keys(jobs).map((job) => `job ${job}`)]);
  const unknown = Object.values(changes)
    .flat()
    .filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new Error(
    `Connector "${id}": expected "changes" to name fields of records that it answers with, capabilities and jobs, but got ${unknown.join(', ')}. Correct the names; what is gone need not be named.`,
  );
}
