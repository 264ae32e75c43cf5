import { describeConnector } from '@selvedge/connector-api/testing';
import { FAILURE_SAMPLES, sharedSamples } from '@selvedge/klaviyo-wire/testing';
import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import klaviyo from './index.js';

let sandbox: Sandbox;

describeConnector({
  connector: klaviyo,
  version: '2.0.0',
  async start() {
    sandbox = await startSandbox({ port: 0, people: 120, companies: 5, deals: 60, days: 60, quotas: false });
    const stop = () => sandbox.close();
    return { baseUrl: sandbox.baseUrl('klaviyo'), credential: 'pk_sandbox_default', settings: {}, stop };
  },
  samples: () => {
    const { profiles, campaigns } = sandbox.world.klaviyo;
    const sent = campaigns.filter(({ status }) => status === 'Sent');
    const consents = new Map(profiles.map((profile) => [profile.emailConsentAt, profile.email]));
    const statistics = new Map(sent.map((campaign) => [`${campaign.recipients}/${campaign.opensUnique}`, campaign.id]));
    return {
      ...sharedSamples(sandbox.world.klaviyo),
      'consent.byEmail': { present: [...consents.values()].slice(-5), missing: (n) => `nobody${n}@example.org` },
      'emailCampaign.byId': { present: campaigns.slice(0, 5).map(({ id }) => id), missing: (n) => `01NONE${n}` },
      'emailCampaign.page': { input: {}, total: campaigns.length },
      'emailCampaign.statistics': { present: [...statistics.values()], missing: (n) => `01NONE${n}` },
      'job audienceMember.import': {
        inputs: ['imported-one', 'imported-two'].map((name) => ({ audienceId: null, email: `${name}@example.org` })),
        refused: { audienceId: null, email: 'no address' },
      },
      'person.erase': { present: profiles.slice(-3).map(({ email }) => ({ email })) },
    };
  },
  failures: FAILURE_SAMPLES,
});
