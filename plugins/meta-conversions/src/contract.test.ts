import { describeConnector } from '@selvedge/connector-api/testing';
import { FAILURE_SAMPLES } from '@selvedge/meta-wire/testing';
import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import metaConversions from './index.js';

let sandbox: Sandbox;
const now = new Date().toISOString();

describeConnector({
  connector: metaConversions,
  version: '1.0.0',
  start: async () => {
    sandbox = await startSandbox({ port: 0, people: 0, adCampaigns: 0 });
    return {
      baseUrl: sandbox.baseUrl('meta'),
      credential: 'EAAsandbox-default',
      settings: { pixelId: '123456789012345' },
      stop: () => sandbox.close(),
    };
  },
  samples: {
    'conversion.send': {
      present: [
        { eventId: '1', name: 'Lead', occurredAt: now, email: 'ada@example.org' },
        { eventId: '2', name: 'Lead', occurredAt: now, email: 'ada@example.org', phone: '+4930123456' },
        {
          eventId: '3',
          name: 'Purchase',
          occurredAt: now,
          email: 'ada@example.org',
          externalId: '7',
          clientIp: '203.0.113.7',
          value: { amount: '12.50', currency: 'EUR' },
        },
      ],
    },
  },
  failures: FAILURE_SAMPLES,
  skip: { 'conversion.send: answers duplicates each': 'the second of two is told as a duplicate, which is the point' },
});
