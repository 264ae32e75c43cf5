import { describeConnector, type FailureSample } from '@selvedge/connector-api/testing';
import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import marketo from './index.js';
import { sandboxToken } from './sandbox-token.fixture.js';

let sandbox: Sandbox;

describeConnector({
  connector: marketo,
  version: '1.0.0',
  async start() {
    sandbox = await startSandbox({ port: 0, people: 60, companies: 0, deals: 0, days: 3, quotas: false });
    const baseUrl = sandbox.baseUrl('marketo');
    const settings = { stageField: 'lifecycleStage' };
    return { baseUrl, credential: await sandboxToken(baseUrl), settings, stop: () => sandbox.close() };
  },
  samples() {
    const leads = sandbox.world.marketoLeads;
    const addresses = [...new Set(leads.map(({ email }) => email))];
    return {
      'contact.byId': {
        present: leads.slice(0, 3).map(({ id }) => String(id)),
        missing: (n) => String(990_000_000 + n),
      },
      'contact.byEmail': {
        present: addresses.slice(0, 3).map((email, at) => (at === 1 ? email.toUpperCase() : email)),
        missing: (n) => `nobody.${n}@example.invalid`,
      },
      'contact.upsert': {
        writes: [
          { email: 'New.Person@example.com', givenName: 'New', familyName: 'Person', lifecycleStage: 'LEAD' },
          { email: 'other.person@example.com', phone: '+44 20 7946 0999' },
        ],
        refused: { email: 'no-address' },
      },
      'person.erase': { present: addresses.slice(-3).map((email) => ({ email })) },
    };
  },
  failures: [
    refused('a token that has ended', '602', { class: 'reauthenticate' }),
    refused('too many calls', '606', { class: 'throttled', retryAfterMs: 20_000 }),
    refused('no data', '702', null),
    refused('a record that exists', '1005', { class: 'invalid', vendorCode: '1005' }),
  ],
});

function refused(title: string, code: string, expected: FailureSample['expected']): FailureSample {
  return { title, answer: { status: 200, body: { success: false, errors: [{ code, message: 'No.' }] } }, expected };
}
