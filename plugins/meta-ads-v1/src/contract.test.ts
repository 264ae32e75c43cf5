import { describeConnector } from '@selvedge/connector-api/testing';
import { adSamples, FAILURE_SAMPLES } from '@selvedge/meta-wire/testing';
import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import metaAds from './index.js';

let sandbox: Sandbox;

describeConnector({
  connector: metaAds,
  version: '1.0.0',
  start: async () => {
    sandbox = await startSandbox({ port: 0, people: 60 });
    return {
      baseUrl: sandbox.baseUrl('meta'),
      credential: 'EAAsandbox-default',
      settings: { adAccountId: 'act_1001' },
      stop: () => sandbox.close(),
    };
  },
  samples: () => adSamples(sandbox.world),
  failures: FAILURE_SAMPLES,
  skip: {
    'ad.statistics: takes no more requests for a batch than it says':
      'one request for each level and range: a field asks one',
  },
});
