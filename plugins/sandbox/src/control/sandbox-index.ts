/** What `GET /` answers: where everything is. */
export function sandboxIndex(url: string, vendorIds: readonly string[]): object {
  return {
    vendors: Object.fromEntries(
      vendorIds.map((id) => [id, { baseUrl: `${url}/${id}`, credentials: CREDENTIALS[id] ?? {} }]),
    ),
    control: {
      'POST /_faults':
        'vendor, account?, path?, method?, latencyMs?, status?, body?, headers?, malformed?, reset?, blackHole?, share?, times?',
      'GET /_faults': 'faults in force',
      'DELETE /_faults': 'end all faults; DELETE /_faults/:id ends one',
      'GET /_calls': 'calls counted by vendor, account, method and route; ?vendor= &account=',
      'DELETE /_calls': 'count from zero',
      'POST /_tokens/expire': 'vendor, account?: OAuth access tokens issued so far expire',
      'GET /_world': 'sizes, seed and last day of the world',
    },
  };
}

/** `demo` may be any account name. */
const CREDENTIALS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  hubspot: { authorization: 'Bearer pat-sandbox-demo', refreshToken: 'refresh-demo' },
  klaviyo: { authorization: 'Klaviyo-API-Key pk_sandbox_demo' },
  mailchimp: { authorization: 'Bearer sandbox-demo-us1' },
  marketo: { clientId: 'sandbox-demo', clientSecret: 'secret-sandbox-demo', tokenPath: '/identity/oauth/token' },
  meta: { authorization: 'Bearer EAAsandbox-demo' },
  salesforce: { authorization: 'Bearer 00Dsandbox-demo', clientId: '3MVG9sandbox-demo' },
};
