import { expect, it, onTestFinished } from 'vitest';
import { startSandbox } from '../sandbox.js';

const SMALL = { people: 20, companies: 5, deals: 5, audiences: 1, adCampaigns: 1, days: 7 };

async function namesOf(account: string, watermark: boolean): Promise<Record<string, string>> {
  const sandbox = await startSandbox({ ...SMALL, port: 0, watermark });
  onTestFinished(() => sandbox.close());
  const names = async (path: string, authorization: string, pattern: RegExp) => {
    const headers = { authorization, revision: '2026-07-15' };
    const body = await (await fetch(`${sandbox.url}${path}`, { headers })).text();
    return pattern.exec(body)?.[1] ?? `none in ${body}`;
  };
  return {
    hubspot: await names(
      '/hubspot/crm/v3/objects/contacts?properties=firstname',
      `Bearer pat-sandbox-${account}`,
      /"firstname":"([^"]*)"/,
    ),
    legacy: await names(
      '/hubspot/contacts/v1/lists/all/contacts/all?property=firstname',
      `Bearer pat-sandbox-${account}`,
      /"firstname":\{"value":"([^"]*)"/,
    ),
    mailchimp: await names('/mailchimp/3.0/lists', `Bearer sandbox-${account}-us1`, /"name":"([^"]*)"/),
    klaviyo: await names('/klaviyo/api/lists', `Klaviyo-API-Key pk_sandbox_${account}`, /"name":"([^"]*)"/),
  };
}

it('tells whose answer a name comes from, at every vendor', async () => {
  const [plain, marked] = [await namesOf('acme', false), await namesOf('acme', true)];
  for (const [vendor, name] of Object.entries(marked)) expect(name, vendor).toBe(`${plain[vendor]} [of acme]`);
});
