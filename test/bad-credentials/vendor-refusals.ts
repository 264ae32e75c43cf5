/** One answer of a vendor in its own words. */
export interface Refusal {
  status: number;
  body: unknown;
}

/** How a connector is asked, and how its vendor refuses: a permission that is missing, and a version that is gone. */
export interface VendorRefusals {
  connector: string;
  /** The sandbox's vendor. */
  vendor: string;
  /** The field that is asked, with what it selects. */
  field: string;
  /** A credential that the vendor does not know, holding the secret. */
  wrongCredential(secret: string): object;
  forbidden: Refusal;
  /** The permission that the message has to name. */
  permission: string;
  gone: Refusal;
}

const RECORDS = '{ edges { node { id } } }';
const DAYS = 'range: { since: "2026-11-01", until: "2026-11-22" }, by: [], currency: "EUR"';
const token = (text: string) => ({ type: 'token', token: text });
const graphError = (code: number, message: string): Refusal => ({
  status: code === 200 ? 403 : 400,
  body: { error: { message, type: 'OAuthException', code, fbtrace_id: 'AbC' } },
});
const googleScopes: Refusal = {
  status: 403,
  body: {
    error: {
      code: 403,
      message: 'Request had insufficient authentication scopes.',
      status: 'PERMISSION_DENIED',
      details: [
        {
          '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
          reason: 'ACCESS_TOKEN_SCOPE_INSUFFICIENT',
          domain: 'googleapis.com',
        },
      ],
    },
  },
};
const googlePage: Refusal = { status: 404, body: '<!DOCTYPE html><title>Error 404 (Not Found)!!1</title>' };

export const VENDOR_REFUSALS: readonly VendorRefusals[] = [
  {
    connector: 'hubspot',
    vendor: 'hubspot',
    field: `contacts(connector: "hubspot", first: 1) ${RECORDS}`,
    wrongCredential: (secret) => token(`pat-eu1-${secret}`),
    forbidden: {
      status: 403,
      body: {
        status: 'error',
        message:
          "This app hasn't been granted all required scopes to make this call. Read more about required scopes here: https://developers.hubspot.com/scopes.",
        category: 'MISSING_SCOPES',
        correlationId: '1d6f',
        errors: [
          {
            message: 'One or more of the following scopes are required.',
            context: { requiredGranularScopes: ['crm.objects.contacts.read'] },
          },
        ],
      },
    },
    permission: 'crm.objects.contacts.read',
    gone: { status: 404, body: { status: 'error', message: 'resource not found', correlationId: '1d6f' } },
  },
  {
    connector: 'salesforce',
    vendor: 'salesforce',
    field: `contacts(connector: "salesforce", first: 1) ${RECORDS}`,
    wrongCredential: (secret) => ({
      type: 'client-credentials',
      tokenUrl: 'SANDBOX/salesforce/services/oauth2/token',
      clientId: `nobody-${secret}`,
      clientSecret: secret,
    }),
    forbidden: {
      status: 403,
      body: [{ message: 'The REST API is not enabled for this Organization.', errorCode: 'API_DISABLED_FOR_ORG' }],
    },
    permission: 'API Enabled',
    gone: { status: 410, body: [{ errorCode: 'GONE', message: 'The requested API version 30.0 has been retired.' }] },
  },
  {
    connector: 'marketo',
    vendor: 'marketo',
    field: 'customer(email: "ada.byron@example.org") { records { source { connector } } }',
    wrongCredential: (secret) => ({
      type: 'client-credentials',
      tokenUrl: 'SANDBOX/marketo/identity/oauth/token',
      clientId: 'sandbox-default',
      clientSecret: secret,
    }),
    forbidden: {
      status: 200,
      body: { requestId: 'e42b#1', success: false, errors: [{ code: '603', message: 'Access denied' }] },
    },
    permission: 'Read-Only Lead',
    gone: {
      status: 200,
      body: {
        requestId: 'e42b#1',
        success: false,
        errors: [{ code: '610', message: 'Requested resource not found' }],
      },
    },
  },
  {
    connector: 'klaviyo',
    vendor: 'klaviyo',
    field: `audiences(connector: "klaviyo", first: 1) ${RECORDS}`,
    wrongCredential: (secret) => token(`pk_${secret}`),
    forbidden: {
      status: 403,
      body: {
        errors: [
          {
            id: '1d6f',
            status: 403,
            code: 'permission_denied',
            title: 'You do not have permission to perform this action.',
            detail: 'Your API key is missing required scopes: lists:read',
          },
        ],
      },
    },
    permission: 'lists:read',
    gone: {
      status: 410,
      body: { errors: [{ id: '1d6f', status: 410, code: 'gone', title: 'This revision has been retired.' }] },
    },
  },
  {
    connector: 'mailchimp',
    vendor: 'mailchimp',
    field: `audiences(connector: "mailchimp", first: 1) ${RECORDS}`,
    wrongCredential: (secret) => token(`${secret}-us1`),
    forbidden: {
      status: 403,
      body: {
        type: 'https://mailchimp.com/developer/marketing/docs/errors/',
        title: 'Forbidden',
        status: 403,
        detail: 'User does not have access to the requested operation',
        instance: '1d6f',
      },
    },
    permission: 'role',
    // 3.0 is the only version, and Mailchimp names no end of it: this is what HTTP has for one that is over.
    gone: { status: 410, body: '<html><title>410 Gone</title></html>' },
  },
  {
    connector: 'meta-ads',
    vendor: 'meta',
    field: `adCampaigns(connector: "meta-ads", first: 1) ${RECORDS}`,
    wrongCredential: (secret) => token(`EAA${secret}`),
    forbidden: graphError(200, '(#200) Ad account owner has NOT grant ads_management or ads_read permission'),
    permission: 'ads_read',
    gone: graphError(2635, '(#2635) You are calling a deprecated version of the Ads API. Please update to v25.0.'),
  },
  {
    connector: 'meta-conversions',
    vendor: 'meta',
    field: `sendConversions(connectors: ["meta-conversions"], events: [
      { eventId: "e1", name: "Purchase", occurredAt: "${new Date(Date.now() - 3_600_000).toISOString()}"
        email: "ada.byron@example.org", value: { amount: "1.00", currency: "EUR" } }
    ]) { results { destinations { connector error { code message } } } }`,
    wrongCredential: (secret) => token(`EAA${secret}`),
    forbidden: graphError(200, '(#200) Permissions error'),
    permission: 'ads_management',
    gone: graphError(2635, '(#2635) You are calling a deprecated version of the Ads API. Please update to v25.0.'),
  },
  {
    connector: 'google-ads',
    vendor: 'google-ads',
    field: `adCampaigns(connector: "google-ads", first: 1) ${RECORDS}`,
    wrongCredential: (secret) => ({ ...token(`ya29.${secret}`), headers: { 'developer-token': `dev-${secret}` } }),
    forbidden: googleScopes,
    permission: 'https://www.googleapis.com/auth/adwords',
    gone: googlePage,
  },
  {
    connector: 'google-analytics',
    vendor: 'google-analytics',
    field: `webAnalytics(${DAYS}) { totals { sessions } }`,
    wrongCredential: (secret) => token(`ya29.${secret}`),
    forbidden: googleScopes,
    permission: 'https://www.googleapis.com/auth/analytics.readonly',
    gone: googlePage,
  },
];
