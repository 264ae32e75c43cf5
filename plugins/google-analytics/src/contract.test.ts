import { describeConnector } from '@selvedge/connector-api/testing';
import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import googleAnalytics from './index.js';

let sandbox: Sandbox;

describeConnector({
  connector: googleAnalytics,
  version: '2.0.0',
  start: async () => {
    sandbox = await startSandbox({ port: 0, people: 20, companies: 2, deals: 10, adCampaigns: 2, days: 20 });
    return {
      baseUrl: sandbox.baseUrl('google-analytics'),
      credential: 'ya29.sandbox-default',
      settings: { propertyId: '310000001' },
      stop: () => sandbox.close(),
    };
  },
  samples: () => {
    const dates = [...new Set(sandbox.world.webDays.map(({ date }) => date))];
    const present = [1, 2, 5, 19].map((days) => ({ since: dates[0] ?? '', until: dates[days - 1] ?? '' }));
    return { 'webAnalytics.report': { present } };
  },
  failures: [
    {
      title: 'the tokens of the day are used up',
      answer: {
        status: 429,
        body: { error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'Exhausted property tokens per day.' } },
      },
      expected: { class: 'quota-exhausted' },
    },
    {
      title: 'the tokens of the hour are used up',
      answer: {
        status: 429,
        body: { error: { code: 429, status: 'RESOURCE_EXHAUSTED', message: 'Exhausted property tokens per hour.' } },
      },
      expected: { class: 'throttled' },
    },
    {
      title: 'a server error, which counts against the project',
      answer: { status: 503, body: { error: { code: 503, status: 'UNAVAILABLE' } } },
      expected: { class: 'transient', retryable: false },
    },
  ],
});
