import type { Configuration, SettingPath } from '../config/index.js';

/** Something that is allowed and hardly meant. */
export interface Warning {
  code: 'NOBODY_CAN_CALL' | 'CONNECTOR_UNCONNECTED';
  path: SettingPath;
  message: string;
}

/** What a valid configuration likely lacks. */
export function warningsOf({ mode, clients, issuers, connectors, tenants }: Configuration): Warning[] {
  const warnings: Warning[] = [];
  if (mode !== 'sandbox' && clients.length === 0 && issuers.length === 0) {
    const message =
      'nobody can call: there are neither clients nor issuers; `selvedge key` makes a key and the lines for a client';
    warnings.push({ code: 'NOBODY_CAN_CALL', path: ['clients'], message });
  }
  const connected = new Set(Object.values(tenants).flatMap(({ connections }) => Object.keys(connections)));
  for (const id of Object.keys(connectors)) {
    if (connected.has(id)) continue;
    const message = `no tenant has a connection to it; add tenants.<tenant>.connections.${id}, or take it out`;
    warnings.push({ code: 'CONNECTOR_UNCONNECTED', path: ['connectors', id], message });
  }
  return warnings;
}
