import type { Connector } from './connector.js';

const ID = /^[a-z][a-z0-9-]*$/;

/**
 * Declares a connector; the package's default export.
 * Throws TypeError when the definition cannot work, naming the part.
 */
export function defineConnector(connector: Connector): Connector {
  if (!ID.test(connector.id)) {
    throw new TypeError(`A connector's id must match ${ID} (lower case, digits, hyphens), but got "${connector.id}".`);
  }
  if (!URL.canParse(connector.baseUrl)) {
    throw new TypeError(
      `Connector "${connector.id}": baseUrl must be an absolute URL, but got "${connector.baseUrl}".`,
    );
  }
  const { capabilities, jobs = {} } = connector;
  for (const [name, implementation] of [...Object.entries(capabilities), ...Object.entries(jobs)]) {
    if (name.includes('/') && !name.startsWith(`${connector.id}/`)) {
      throw new TypeError(
        `Connector "${connector.id}": a capability of its own must be named "${connector.id}/<name>", but got "${name}".`,
      );
    }
    const maxBatch = implementation?.maxBatch;
    if (maxBatch === undefined || !Number.isInteger(maxBatch) || maxBatch < 1) {
      throw new TypeError(
        `Connector "${connector.id}": maxBatch of ${name} must be a whole number of at least 1, but got ${maxBatch}.`,
      );
    }
  }
  return Object.freeze({ ...connector, capabilities: Object.freeze({ ...connector.capabilities }) });
}
