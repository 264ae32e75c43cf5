import { describeConnector } from '@selvedge/connector-api/testing';
import { FAILURE_SAMPLES, sharedSamples } from '@selvedge/klaviyo-wire/testing';
import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import klaviyo from './index.js';

let sandbox: Sandbox;

describeConnector({
  connector: klaviyo,
  version: '1.0.0',
  async start() {
    sandbox = await startSandbox({ port: 0, people: 120, companies: 5, deals: 60, days: 60, quotas: false });
    const stop = () => sandbox.close();
    return { baseUrl: sandbox.baseUrl('klaviyo'), credential: 'pk_sandbox_default', settings: {}, stop };
  },
  samples: () => sharedSamples(sandbox.world.klaviyo),
  failures: FAILURE_SAMPLES,
});
