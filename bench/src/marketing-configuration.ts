/**
 * The connections of the marketing graph: contacts of three vendors (HubSpot with companies and deals, Salesforce, Klaviyo),
 * and what performance is counted from. `sandbox`: URL of the local vendors, without a slash at its end.
 * `account`: whose writes are seen by nobody else; letters, digits and hyphens.
 */
export function marketingConfiguration(sandbox: string, account: string) {
  const token = (secret: string) => ({ type: 'token', token: secret });
  return {
    connectors: {
      hubspot: { version: '^3.0.0' },
      salesforce: { version: '^2.0.0' },
      klaviyo: { version: '^2.0.0' },
      'meta-ads': { version: '^2.0.0' },
    },
    systemOfRecord: 'hubspot',
    tenants: {
      default: {
        connections: {
          hubspot: { baseUrl: `${sandbox}/hubspot`, credential: token(`pat-sandbox-${account}`) },
          salesforce: { baseUrl: `${sandbox}/salesforce`, credential: token(`00Dsandbox-${account}`) },
          klaviyo: { baseUrl: `${sandbox}/klaviyo`, credential: token(`pk_sandbox_${account}`) },
          'meta-ads': {
            baseUrl: `${sandbox}/meta`,
            credential: token(`EAAsandbox-${account}`),
            settings: { adAccountId: '1001' },
          },
        },
      },
    },
    rates: { base: 'EUR', perUnit: { USD: '0.92', GBP: '1.17' } },
    // The local vendors have none while they are measured.
    resilience: { quotas: { enabled: false } },
  };
}
