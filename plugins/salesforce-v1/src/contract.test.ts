import { describeConnector } from '@selvedge/connector-api/testing';
import { FAILURE_SAMPLES, salesforceSamples } from '@selvedge/salesforce-wire/testing';
import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import salesforce from './index.js';

const ERASED = 'who is erased once is not found the next time';

let sandbox: Sandbox;

describeConnector({
  connector: salesforce,
  version: '1.0.0',
  async start() {
    sandbox = await startSandbox({
      port: 0,
      people: 120,
      companies: 10,
      deals: 40,
      opportunities: 60,
      days: 3,
      quotas: false,
    });
    const stop = () => sandbox.close();
    return { baseUrl: sandbox.baseUrl('salesforce'), credential: '00Dsandbox-default', settings: {}, stop };
  },
  samples: () => salesforceSamples(sandbox.world),
  failures: FAILURE_SAMPLES,
  skip: {
    'person.erase: answers in input order, the same as one by one': ERASED,
    'person.erase: answers duplicates each': ERASED,
    'person.erase: takes a full batch': ERASED,
  },
});
