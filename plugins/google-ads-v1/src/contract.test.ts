import { describeConnector } from '@selvedge/connector-api/testing';
import { CONTRACT_SKIPS, contractSamples, FAILURE_SAMPLES } from '@selvedge/google-ads-wire/testing';
import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import googleAds from './index.js';

let sandbox: Sandbox;

describeConnector({
  connector: googleAds,
  version: '1.0.0',
  async start() {
    sandbox = await startSandbox({ port: 0, people: 20, companies: 2, deals: 5, adCampaigns: 2, days: 20 });
    return {
      baseUrl: sandbox.baseUrl('google-ads'),
      credential: 'ya29.sandbox-default',
      secretHeaders: { 'developer-token': 'dev-sandbox-1' },
      settings: { customerId: '123-456-7890', loginCustomerId: '9876543210', conversionActions: 'Purchase=701' },
      stop: () => sandbox.close(),
    };
  },
  samples: () => contractSamples(sandbox.world),
  failures: FAILURE_SAMPLES,
  skip: CONTRACT_SKIPS,
});
