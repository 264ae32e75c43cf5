/** A connection of the configuration. */
interface Connection {
  baseUrl: string;
  credential: Readonly<Record<string, unknown>>;
  settings?: Readonly<Record<string, string>>;
}

/** Where the vendors of the sandbox are; a fault proxy may stand in front of one. */
export type AddressOf = (vendor: string) => string;

/** An account's connections at the vendors of these connectors, by connector. `account`: letters, digits and hyphens. */
export function connectionsOf(connectors: readonly string[], account: string, at: AddressOf) {
  const all = everyConnectionOf(account, at);
  return Object.fromEntries(connectors.map((id) => [id, all[id]]));
}

/** The newest version of each of these connectors, as a configuration asks for it. */
export function newestOf(connectors: readonly string[]): Readonly<Record<string, { version: string | undefined }>> {
  return Object.fromEntries(connectors.map((id) => [id, { version: RANGES[id] }]));
}

function everyConnectionOf(account: string, at: AddressOf): Readonly<Record<string, Connection>> {
  const base = (vendor: string): string => `${at(vendor)}/${vendor}`;
  const token = (secret: string) => ({ type: 'token', token: secret });
  const client = (vendor: string, path: string, clientId: string, clientSecret: string) => ({
    type: 'client-credentials',
    tokenUrl: `${base(vendor)}${path}`,
    clientId,
    clientSecret,
  });
  return {
    hubspot: { baseUrl: base('hubspot'), credential: token(`pat-sandbox-${account}`) },
    salesforce: {
      baseUrl: base('salesforce'),
      credential: client('salesforce', '/services/oauth2/token', `3MVG9sandbox-${account}`, 'any'),
    },
    marketo: {
      baseUrl: base('marketo'),
      credential: client('marketo', '/identity/oauth/token', `sandbox-${account}`, `secret-sandbox-${account}`),
    },
    mailchimp: { baseUrl: base('mailchimp'), credential: token(`sandbox-${account}-us1`) },
    klaviyo: { baseUrl: base('klaviyo'), credential: token(`pk_sandbox_${account}`) },
    'meta-ads': {
      baseUrl: base('meta'),
      credential: token(`EAAsandbox-${account}`),
      settings: { adAccountId: '1001' },
    },
    'meta-conversions': {
      baseUrl: base('meta'),
      credential: token(`EAAsandbox-${account}`),
      settings: { pixelId: '123456789012345' },
    },
    'google-ads': {
      baseUrl: base('google-ads'),
      credential: { ...token(`ya29.sandbox-${account}`), headers: { 'developer-token': 'dev-sandbox-1' } },
      settings: { customerId: '1234567890' },
    },
    'google-analytics': {
      baseUrl: base('google-analytics'),
      credential: token(`ya29.sandbox-${account}`),
      settings: { propertyId: '310000001' },
    },
  };
}

/** The newest major of each connector. */
const RANGES: Readonly<Record<string, string>> = {
  hubspot: '^3.0.0',
  salesforce: '^2.0.0',
  marketo: '^1.0.0',
  mailchimp: '^1.0.0',
  klaviyo: '^2.0.0',
  'meta-ads': '^2.0.0',
  'meta-conversions': '^1.0.0',
  'google-ads': '^2.0.0',
  'google-analytics': '^2.0.0',
};
