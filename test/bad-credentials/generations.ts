import { EVERY_VENDOR } from '../support/every-vendor.js';
import type { Settings } from '../support/start-system.js';

/** Versions of connectors that one gateway has side by side, by connector. */
export interface Generation {
  /** Exact versions; together the generations have every one there is. */
  versions: Readonly<Record<string, string>>;
  /** Settings of connections that these versions read otherwise than the newest ones. */
  connectionSettings?: Readonly<Record<string, Settings>>;
}

export const GENERATIONS: readonly Generation[] = [
  {
    versions: {
      hubspot: '3.0.0',
      salesforce: '2.0.0',
      marketo: '1.0.0',
      klaviyo: '2.0.0',
      mailchimp: '1.1.0',
      'meta-ads': '2.0.0',
      'meta-conversions': '1.0.0',
      'google-ads': '2.0.0',
      'google-analytics': '2.0.0',
    },
  },
  {
    versions: {
      hubspot: '2.0.0',
      salesforce: '1.0.0',
      klaviyo: '1.0.0',
      'meta-ads': '1.0.0',
      'google-ads': '1.0.0',
      'google-analytics': '1.0.0',
    },
    connectionSettings: { 'google-analytics': { viewId: '91000001', currency: 'EUR' } },
  },
  { versions: { hubspot: '1.0.0' } },
];

export interface Connection extends Settings {
  credential?: unknown;
  settings?: Settings;
}

/** The connectors of a generation, and one account at each of their vendors besides those that every system has. */
export function settingsOf({ versions, connectionSettings = {} }: Generation): {
  connectors: Settings;
  connections: Readonly<Record<string, Connection>>;
} {
  const { tenants } = EVERY_VENDOR as { tenants: { default: { connections: Record<string, Connection> } } };
  const connections = Object.entries(tenants.default.connections)
    .filter(([connector]) => connector in versions)
    .map(([connector, connection]) => {
      const settings = connectionSettings[connector];
      return [connector, settings === undefined ? connection : { ...connection, settings }] as const;
    });
  return {
    connectors: Object.fromEntries(Object.entries(versions).map(([connector, version]) => [connector, { version }])),
    connections: Object.fromEntries(connections),
  };
}
