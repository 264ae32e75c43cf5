import type { Settings } from './start-system.js';

/** Further connectors and one account at each of their vendors, besides those that every system has. */
export const EVERY_VENDOR: Settings = {
  connectors: {
    hubspot: { version: '^3.0.0' },
    salesforce: { version: '^2.0.0' },
    marketo: { version: '^1.0.0' },
    klaviyo: { version: '^2.0.0' },
    'google-ads': { version: '^2.0.0' },
    'google-analytics': { version: '^2.0.0' },
    'meta-conversions': { version: '^1.0.0' },
  },
  systemOfRecord: 'hubspot',
  tenants: {
    default: {
      connections: {
        salesforce: {
          baseUrl: 'SANDBOX/salesforce',
          credential: {
            type: 'client-credentials',
            tokenUrl: 'SANDBOX/salesforce/services/oauth2/token',
            clientId: '3MVG9sandbox-default',
            clientSecret: 'any',
          },
        },
        marketo: {
          baseUrl: 'SANDBOX/marketo',
          credential: {
            type: 'client-credentials',
            tokenUrl: 'SANDBOX/marketo/identity/oauth/token',
            clientId: 'sandbox-default',
            clientSecret: 'secret-sandbox-default',
          },
        },
        klaviyo: { baseUrl: 'SANDBOX/klaviyo', credential: { type: 'token', token: 'pk_sandbox_default' } },
        'google-ads': {
          baseUrl: 'SANDBOX/google-ads',
          credential: {
            type: 'token',
            token: 'ya29.sandbox-default',
            headers: { 'developer-token': 'dev-sandbox-1' },
          },
          settings: { customerId: '1234567890' },
        },
        'google-analytics': {
          baseUrl: 'SANDBOX/google-analytics',
          credential: { type: 'token', token: 'ya29.sandbox-default' },
          settings: { propertyId: '310000001' },
        },
        'meta-conversions': {
          baseUrl: 'SANDBOX/meta',
          credential: { type: 'token', token: 'EAAsandbox-default' },
          settings: { pixelId: '123456789012345' },
        },
      },
    },
  },
};
