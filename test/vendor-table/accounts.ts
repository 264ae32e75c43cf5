import type { Sandbox } from '@selvedge/sandbox';

/** What a connector needs to reach its vendor in the sandbox. */
export interface Account {
  baseUrl: string;
  credential: string;
  secretHeaders?: Readonly<Record<string, string>>;
  /** Settings of every major; each reads its own. */
  settings: Readonly<Record<string, string>>;
}

/** The account at the vendor of a connector. Rejects for a connector whose vendor the sandbox does not have. */
export async function accountFor(connectorId: string, sandbox: Sandbox): Promise<Account> {
  switch (connectorId) {
    case 'hubspot':
      return { baseUrl: sandbox.baseUrl('hubspot'), credential: 'pat-sandbox-default', settings: {} };
    case 'mailchimp':
      return { baseUrl: sandbox.baseUrl('mailchimp'), credential: 'sandbox-default-us1', settings: {} };
    case 'klaviyo':
      return { baseUrl: sandbox.baseUrl('klaviyo'), credential: 'pk_sandbox_default', settings: {} };
    case 'meta-ads':
    case 'meta-conversions': {
      const settings = { adAccountId: '1001', pixelId: '123456789012345' };
      return { baseUrl: sandbox.baseUrl('meta'), credential: 'EAAsandbox-default', settings };
    }
    case 'google-ads':
      return {
        baseUrl: sandbox.baseUrl('google-ads'),
        credential: 'ya29.sandbox-default',
        secretHeaders: { 'developer-token': 'dev-sandbox-1' },
        settings: { customerId: '1234567890', conversionActions: 'Purchase=701' },
      };
    case 'google-analytics': {
      const settings = { propertyId: '310000001', viewId: '91000001', currency: 'EUR' };
      return { baseUrl: sandbox.baseUrl('google-analytics'), credential: 'ya29.sandbox-default', settings };
    }
    case 'salesforce': {
      const baseUrl = sandbox.baseUrl('salesforce');
      const client = { client_id: '3MVG9sandbox-default', client_secret: 'any' };
      return { baseUrl, credential: await tokenOf(`${baseUrl}/services/oauth2/token`, client), settings: {} };
    }
    case 'marketo': {
      const baseUrl = sandbox.baseUrl('marketo');
      const client = { client_id: 'sandbox-default', client_secret: 'secret-sandbox-default' };
      return { baseUrl, credential: await tokenOf(`${baseUrl}/identity/oauth/token`, client), settings: {} };
    }
    default:
      throw new Error(`Give ${connectorId} an account at a vendor of the sandbox in test/vendor-table/accounts.ts.`);
  }
}

async function tokenOf(tokenUrl: string, client: Readonly<Record<string, string>>): Promise<string> {
  const body = new URLSearchParams({ grant_type: 'client_credentials', ...client });
  const response = await fetch(tokenUrl, { method: 'POST', body });
  const { access_token: token } = (await response.json()) as { access_token?: string };
  if (token === undefined) throw new Error(`Expected a token of ${tokenUrl}, but it answered ${response.status}.`);
  return token;
}
