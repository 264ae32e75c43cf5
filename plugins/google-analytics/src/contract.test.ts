import { describeConnector } from '@selvedge/connector-api/testing';
import { FAILURE_SAMPLES, reportSamples } from '@selvedge/google-analytics-wire/testing';
import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import googleAnalytics from './index.js';

let sandbox: Sandbox;

describeConnector({
  connector: googleAnalytics,
  version: '2.0.0',
  async start() {
    sandbox = await startSandbox({ port: 0, people: 20, companies: 2, deals: 10, adCampaigns: 2, days: 20 });
    const baseUrl = sandbox.baseUrl('google-analytics');
    const settings = { propertyId: '310000001' };
    return { baseUrl, credential: 'ya29.sandbox-default', settings, stop: () => sandbox.close() };
  },
  samples: () => reportSamples(sandbox.world),
  failures: FAILURE_SAMPLES,
});
