import { describeConnector } from '@selvedge/connector-api/testing';
import { crmSamples, FAILURE_SAMPLES } from '@selvedge/hubspot-crm/testing';
import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import hubspot from './index.js';

let sandbox: Sandbox;

describeConnector({
  connector: hubspot,
  version: '3.0.0',
  async start() {
    sandbox = await startSandbox({ port: 0, people: 60, companies: 10, deals: 40, days: 3, quotas: false });
    const stop = () => sandbox.close();
    return { baseUrl: sandbox.baseUrl('hubspot'), credential: 'pat-sandbox-default', settings: {}, stop };
  },
  samples: () => crmSamples(sandbox.world),
  failures: FAILURE_SAMPLES,
});
