import { describeConnector } from '@selvedge/connector-api/testing';
import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import googleAds from './index.js';

const COUNTED_ONCE = 'a conversion counts once, so the same one again is answered otherwise; tested with the wire';

let sandbox: Sandbox;

describeConnector({
  connector: googleAds,
  version: '2.0.0',
  start: async () => {
    sandbox = await startSandbox({ port: 0, people: 20, companies: 2, deals: 5, adCampaigns: 2, days: 20 });
    return {
      baseUrl: sandbox.baseUrl('google-ads'),
      credential: 'ya29.sandbox-default',
      secretHeaders: { 'developer-token': 'dev-sandbox-1' },
      settings: { customerId: '123-456-7890', loginCustomerId: '9876543210', conversionActions: 'Purchase=701' },
      stop: () => sandbox.close(),
    };
  },
  samples: () => {
    const { campaigns, adGroups, ads, days } = sandbox.world.search;
    const ids = (all: readonly { id: string }[]) => ({
      present: all.slice(0, 5).map(({ id }) => id),
      missing: (n: number) => `99900${n}`,
    });
    const dates = [...new Set(days.map(({ date }) => date))].sort();
    const [since = '', second = ''] = dates;
    const until = dates.at(-1) ?? '';
    const busy = [...new Set(days.filter(({ clicks }) => clicks > 0).map(({ adIndex }) => adIndex))];
    const delivered = busy.slice(0, 3).map((index) => ads[index - 1]?.id ?? '');
    return {
      'adCampaign.byId': ids(campaigns),
      'adCampaign.page': { input: {}, total: campaigns.filter(({ status }) => status !== 'REMOVED').length },
      'adSet.byId': ids(adGroups),
      'adSet.byCampaign': ids(campaigns),
      'ad.byId': ids(ads),
      'ad.byAdSet': ids(adGroups),
      'ad.statistics': {
        present: delivered.map((id) => ({ level: 'ad', id, since, until })),
        missing: (n) => ({ level: 'campaign', id: `99900${n}`, since, until }),
      },
      'performance.report': {
        present: [
          { since, until: since },
          { since, until: second },
          { since, until },
        ],
      },
      'conversion.send': {
        present: ['a', 'b'].map((eventId) => ({
          eventId,
          name: 'Purchase',
          occurredAt: '2026-11-20T10:00:00Z',
          clickIds: { gclid: 'CjwKCAsandbox-click' },
        })),
      },
    };
  },
  failures: [
    {
      title: 'the error of a stream, in an array',
      answer: { status: 401, body: [{ error: { code: 401, message: 'm', status: 'UNAUTHENTICATED' } }] },
      expected: { class: 'reauthenticate' },
    },
    {
      title: 'a quota that opens again in half a minute',
      answer: {
        status: 429,
        body: {
          error: {
            code: 429,
            details: [
              {
                errors: [
                  {
                    errorCode: { quotaError: 'RESOURCE_TEMPORARILY_EXHAUSTED' },
                    details: { quotaErrorDetails: { retryDelay: '30s' } },
                  },
                ],
              },
            ],
          },
        },
      },
      expected: { class: 'throttled', retryAfterMs: 30_000 },
    },
    {
      title: 'a version that is no longer served',
      answer: {
        status: 400,
        body: { error: { code: 400, details: [{ errors: [{ errorCode: { requestError: 'UNSUPPORTED_VERSION' } }] }] } },
      },
      expected: { class: 'gone' },
    },
  ],
  skip: {
    'conversion.send: answers each sample with a well-formed value, different ones differently': COUNTED_ONCE,
    'conversion.send: answers in input order, the same as one by one': COUNTED_ONCE,
    'conversion.send: answers duplicates each': COUNTED_ONCE,
    'conversion.send: takes a full batch': COUNTED_ONCE,
  },
});
