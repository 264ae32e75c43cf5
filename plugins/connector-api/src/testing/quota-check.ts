import type { Connector } from '../connector.js';
import { startOfDay } from '../midnight.js';
import type { VendorRequest } from '../vendor-fetch.js';

/** Throws where the connector's quota says something of a request that nobody can keep to. */
export function checkQuota(
  { id, quota }: Pick<Connector, 'id' | 'quota'>,
  { method = 'GET', path, query, json }: VendorRequest<unknown>,
  settings: Readonly<Record<string, string>>,
): void {
  const windows = quota?.windowsOf({ method, path, query, json, settings }) ?? [];
  const names = new Set<string>();
  for (const { name, limit, per, units = 1 } of windows) {
    const what = `Connector "${id}", quota window "${name}" of ${method} ${path}`;
    if (name === '' || names.has(name)) throw new TypeError(`${what}: expected a name of its own.`);
    names.add(name);
    if (!(limit > 0)) throw new TypeError(`${what}: expected a limit above 0, but got ${limit}.`);
    if (!Number.isInteger(units) || units < 0) throw new TypeError(`${what}: expected whole units, but got ${units}.`);
    if ('ms' in per && !(Number.isInteger(per.ms) && per.ms > 0)) {
      throw new TypeError(`${what}: expected whole milliseconds, but got ${per.ms}.`);
    }
    if ('dayIn' in per) startOfDay(per.dayIn, 0);
  }
}
