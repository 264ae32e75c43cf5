import type { Configuration, SettingPath } from '../config/index.js';

/** Something that is allowed and hardly meant. */
export interface Warning {
  code: 'NOBODY_CAN_CALL' | 'CONNECTOR_UNCONNECTED' | 'EDGE_WITHOUT_CACHE';
  path: SettingPath;
  message: string;
}

/** What a valid configuration likely lacks. */
export function warningsOf({ mode, clients, issuers, connectors, tenants, cache }: Configuration): Warning[] {
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
  if (cache.edge.enabled && !cache.enabled) {
    const message = 'no answer is kept: whole answers are made of cached values; set cache.enabled too';
    warnings.push({ code: 'EDGE_WITHOUT_CACHE', path: ['cache', 'edge', 'enabled'], message });
  }
  return warnings;
}
