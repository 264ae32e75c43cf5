import { connectionsOf, newestOf } from './connections.js';
import type { Settings } from './start-system.js';

const FURTHER = ['salesforce', 'marketo', 'klaviyo', 'google-ads', 'google-analytics', 'meta-conversions'];

/** Further connectors and one account at each of their vendors, besides those that every system has. */
export const EVERY_VENDOR: Settings = {
  connectors: newestOf(['hubspot', ...FURTHER]),
  systemOfRecord: 'hubspot',
  tenants: { default: { connections: connectionsOf(FURTHER, 'default', () => 'SANDBOX') } },
};
