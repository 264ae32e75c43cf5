import { describe, expect, it } from 'vitest';
import { createGoogleAds } from './google-ads.js';
import type { Version } from './google-ads-error.js';
import { type GoogleAdsAnswer, googleAdsClient } from './testing/google-ads-client.js';
import { readProtos } from './testing/protos.fixture.js';

const START: Readonly<Record<Version, string>> = { v22: 'campaign.start_date', v25: 'campaign.start_date_time' };
const METRICS = 'metrics.impressions, metrics.clicks, metrics.cost_micros, metrics.conversions';
const CAMPAIGN = 'campaign.id, campaign.name, campaign.status, campaign.advertising_channel_type';

/** Parts of a row whose messages' files are not kept; that a row may have them is checked all the same. */
const UNCHECKED = ['customer', 'campaignBudget', 'adGroup', 'adGroupAd', 'segments'] as const;

describe.each(['v22', 'v25'] as const)('answers of %s satisfy the published protocol buffers', (version) => {
  const protos = readProtos(version);

  it('as streams', async () => {
    const query = `SELECT ${CAMPAIGN}, ${START[version]}, ${METRICS} FROM campaign`;
    const { status, body } = await googleAdsClient().stream(query, version);
    expect(status).toBe(200);
    for (const chunk of body) {
      expect(protos.roundTrip('services.SearchGoogleAdsStreamResponse', chunk)).toEqual(chunk);
    }
    expect(body[0].results.length).toBeGreaterThan(0);
  });

  it('as pages', async () => {
    const query = `SELECT ${CAMPAIGN}, ${METRICS} FROM campaign LIMIT 3`;
    const { body } = await googleAdsClient().search({ query }, version);
    expect(protos.roundTrip('services.SearchGoogleAdsResponse', body)).toEqual(body);
  });

  it.each([
    'SELECT ad_group_ad.ad.id, ad_group_ad.status, ad_group.id, campaign.id, segments.date FROM ad_group_ad LIMIT 3',
    'SELECT campaign.id, campaign_budget.amount_micros, customer.currency_code, segments.date FROM campaign LIMIT 3',
  ])('in rows of several resources: %s', async (query) => {
    const { body } = await googleAdsClient().search({ query }, version);
    const [row] = body.results;
    const returned = protos.roundTrip('services.GoogleAdsRow', row);
    expect(returned).toEqual({ ...row, ...emptied(row) });
  });

  it('as errors', async () => {
    const client = googleAdsClient(createGoogleAds({ dailyOperations: 2 }));
    const failures = [
      await client.stream('SELECT campaign.nothing FROM campaign', version),
      await client.search({ query: 'SELECT campaign.id FROM nowhere' }, version),
      await client.search({ query: 'SELECT campaign.id FROM campaign' }, version),
      await client.search({ pageSize: 1 }, version),
    ];
    for (const failure of failures) {
      const { '@type': type, ...detail } = detailOf(failure);
      expect(type).toBe(`type.googleapis.com/google.ads.googleads.${version}.errors.GoogleAdsFailure`);
      expect(protos.roundTrip('errors.GoogleAdsFailure', detail)).toEqual(detail);
    }
    expect(failures.map(({ status }) => status)).toEqual([400, 400, 429, 400]);
  });

  it('notices what is wrong', () => {
    const wrong = { campaign: { id: 12, status: 'ENABLED', nickname: 'x' } };
    expect(protos.roundTrip('services.GoogleAdsRow', wrong)).toEqual({ campaign: { id: '12', status: 'ENABLED' } });
  });

  it('with codes that exist', () => {
    expect(protos.valuesOf('errors.QueryErrorEnum.QueryError')).toEqual(
      expect.arrayContaining([
        'UNRECOGNIZED_FIELD',
        'UNEXPECTED_INPUT',
        'EXPECTED_LIST',
        'BAD_RESOURCE_TYPE_IN_FROM_CLAUSE',
        'EXPECTED_VALUE_WITH_BETWEEN_OPERATOR',
      ]),
    );
    expect(protos.valuesOf('errors.RequestErrorEnum.RequestError')).toEqual(
      expect.arrayContaining([
        'UNSUPPORTED_VERSION',
        'PAGE_SIZE_NOT_SUPPORTED',
        'INVALID_PAGE_TOKEN',
        'REQUIRED_FIELD_MISSING',
        'DEVELOPER_TOKEN_PARAMETER_MISSING',
      ]),
    );
    expect(protos.valuesOf('errors.AuthenticationErrorEnum.AuthenticationError')).toEqual(
      expect.arrayContaining(['OAUTH_TOKEN_INVALID', 'DEVELOPER_TOKEN_INVALID']),
    );
    expect(protos.valuesOf('errors.AuthorizationErrorEnum.AuthorizationError')).toContain('USER_PERMISSION_DENIED');
    expect(protos.valuesOf('errors.HeaderErrorEnum.HeaderError')).toContain('INVALID_LOGIN_CUSTOMER_ID');
    expect(protos.valuesOf('errors.QuotaErrorEnum.QuotaError')).toContain('RESOURCE_EXHAUSTED');
  });
});

/** The unchecked parts of a row, as messages come back of which nothing is known. */
function emptied(row: object): object {
  return Object.fromEntries(UNCHECKED.filter((part) => part in row).map((part) => [part, {}]));
}

function detailOf({ body }: GoogleAdsAnswer): Record<string, unknown> {
  return (Array.isArray(body) ? body[0] : body).error.details[0];
}
