import { describe, expect, it } from 'vitest';
import { createGoogleAds } from './google-ads.js';
import { errorOf, googleAdsClient, NOW, world } from './testing/google-ads-client.js';

const { campaigns, days } = world.search;
const [first] = campaigns;
const CAMPAIGNS = 'SELECT campaign.id, campaign.name FROM campaign';

describe('a query', () => {
  it('streams an array of chunks, ids as text and names in lowerCamelCase', async () => {
    const { stream } = googleAdsClient();
    const { body } = await stream(`SELECT campaign.id, campaign.advertising_channel_type FROM campaign LIMIT 1`);
    expect(body).toEqual([
      {
        results: [
          {
            campaign: {
              resourceName: `customers/1234567890/campaigns/${first?.id}`,
              id: first?.id,
              advertisingChannelType: first?.channelType,
            },
          },
        ],
        fieldMask: 'campaign.id,campaign.advertisingChannelType',
        requestId: expect.any(String),
      },
    ]);
  });

  it('leaves results out where there are none', async () => {
    const { stream, search } = googleAdsClient();
    const query = `${CAMPAIGNS} WHERE campaign.id = 1`;
    expect((await stream(query)).body).toEqual([
      { fieldMask: 'campaign.id,campaign.name', requestId: expect.any(String) },
    ]);
    expect((await search({ query })).body).toEqual({ fieldMask: 'campaign.id,campaign.name' });
  });

  it('knows lists, comparisons, patterns, order and limits', async () => {
    const { stream } = googleAdsClient();
    const ids = async (rest: string) => idsOf(await stream(`SELECT campaign.id FROM campaign ${rest}`));
    const all = campaigns.map(({ id }) => id);
    const [one = '', two = '', three = ''] = all;
    expect(await ids(`WHERE campaign.id IN (${three}, ${one}, 5)`)).toEqual([one, three]);
    expect(await ids(`WHERE campaign.id > ${one} ORDER BY campaign.id LIMIT 1`)).toEqual([two]);
    expect(await ids('ORDER BY campaign.id DESC LIMIT 2')).toEqual(all.toReversed().slice(0, 2));
    const named = campaigns.filter(({ name }) => name.toLowerCase().includes('brand')).map(({ id }) => id);
    expect(await ids("WHERE campaign.name LIKE '%brand%'")).toEqual(named);
    const kept = campaigns.filter(({ status }) => status !== 'REMOVED').map(({ id }) => id);
    expect(await ids("WHERE campaign.status != 'REMOVED'")).toEqual(kept);
  });

  it('sums metrics over the days of a range, and tells days with an impression apart when asked', async () => {
    const { stream } = googleAdsClient();
    const range = "WHERE segments.date BETWEEN '2026-11-10' AND '2026-11-12'";
    const clicks = days
      .filter(({ date }) => date >= '2026-11-10' && date <= '2026-11-12')
      .reduce((sum, day) => sum + day.clicks, 0);
    const total = await stream(`SELECT metrics.clicks, metrics.cost_micros FROM customer ${range}`);
    expect(rowsOf(total)).toMatchObject([{ metrics: { clicks: String(clicks), costMicros: /0000$/ } }].map(textual));
    const daily = rowsOf(await stream(`SELECT segments.date, metrics.clicks FROM campaign ${range}`));
    expect(daily.length).toBeGreaterThan(10);
    const sum = daily.reduce((all, row) => all + Number(row.metrics?.clicks ?? 0), 0);
    expect(sum).toBe(clicks);
  });

  it('has start dates in the form of its version', async () => {
    const { stream } = googleAdsClient();
    const start = async (field: string, version: string) =>
      rowsOf(await stream(`SELECT campaign.id, ${field} FROM campaign LIMIT 1`, version))[0];
    expect(await start('campaign.start_date', 'v22')).toMatchObject({ campaign: { startDate: first?.startDate } });
    expect(await start('campaign.start_date_time', 'v25')).toMatchObject({
      campaign: { startDateTime: `${first?.startDate} 00:00:00` },
    });
    const gone = await stream('SELECT campaign.start_date FROM campaign', 'v25');
    expect(errorOf(gone).errorCode).toEqual({ queryError: 'UNRECOGNIZED_FIELD' });
  });

  it.each([
    ['SELECT campaign.nothing FROM campaign', 'UNRECOGNIZED_FIELD'],
    ['SELECT campaign.id FROM nowhere', 'BAD_RESOURCE_TYPE_IN_FROM_CLAUSE'],
    ['DELETE campaign', 'UNEXPECTED_INPUT'],
    ['SELECT campaign.id FROM campaign WHERE campaign.id IN ()', 'EXPECTED_LIST'],
  ])('%s is refused as %s, in an array where it was to be streamed', async (query, code) => {
    const { stream, search } = googleAdsClient();
    const streamed = await stream(query);
    expect(streamed).toMatchObject({ status: 400, body: [{ error: { code: 400, status: 'INVALID_ARGUMENT' } }] });
    expect(errorOf(streamed).errorCode).toEqual({ queryError: code });
    expect((await search({ query })).body).toMatchObject({ error: { code: 400 } });
  });

  it('may not choose the size of its pages', async () => {
    const { search } = googleAdsClient();
    expect(errorOf(await search({ query: CAMPAIGNS, pageSize: 100 })).errorCode).toEqual({
      requestError: 'PAGE_SIZE_NOT_SUPPORTED',
    });
  });
});

describe('who asks', () => {
  const asking = (headers: Record<string, string>, customer = '1234567890') =>
    googleAdsClient().post(`/v25/customers/${customer}/googleAds:search`, { query: CAMPAIGNS }, headers);

  it.each([
    [{ authorization: 'Bearer nobody' }, 401, { authenticationError: 'OAUTH_TOKEN_INVALID' }],
    [{ 'developer-token': 'unknown' }, 401, { authenticationError: 'DEVELOPER_TOKEN_INVALID' }],
    [{ 'login-customer-id': '123-456-7890' }, 400, { headerError: 'INVALID_LOGIN_CUSTOMER_ID' }],
  ])('with %o is refused', async (headers, status, errorCode) => {
    const answer = await asking(headers as Record<string, string>);
    expect(answer.status).toBe(status);
    expect(errorOf(answer).errorCode).toEqual(errorCode);
  });

  it('needs a customer of their own and a version that still lives', async () => {
    expect(errorOf(await asking({}, '999')).errorCode).toEqual({ authorizationError: 'USER_PERMISSION_DENIED' });
    const old = await googleAdsClient().stream(CAMPAIGNS, 'v19');
    expect(errorOf(old).errorCode).toEqual({ requestError: 'UNSUPPORTED_VERSION' });
  });
});

it('counts operations of a day, each uploaded conversion too, and says when there are more', async () => {
  let now = NOW;
  const { stream, upload } = googleAdsClient(createGoogleAds({ dailyOperations: 3 }), () => now);
  expect((await stream(CAMPAIGNS)).status).toBe(200);
  now += 3_600_000;
  expect((await upload([{}, {}])).status).toBe(200);
  const refused = await stream(CAMPAIGNS);
  expect(refused.status).toBe(429);
  expect(errorOf(refused)).toMatchObject({
    errorCode: { quotaError: 'RESOURCE_EXHAUSTED' },
    details: { quotaErrorDetails: { rateScope: 'DEVELOPER', retryDelay: `${23 * 3_600}s` } },
  });
  now = NOW + 86_400_000;
  expect((await stream(CAMPAIGNS)).status).toBe(200);
});

describe('uploaded conversions', () => {
  const conversion = {
    gclid: 'CjwKCAexample-1',
    conversionAction: 'customers/1234567890/conversionActions/701',
    conversionDateTime: '2026-11-20 10:00:00+00:00',
    conversionValue: 12.5,
    currencyCode: 'EUR',
    orderId: 'order-1',
  };

  it('take the good ones and name the bad ones by their place', async () => {
    const { upload } = googleAdsClient();
    const { status, body } = await upload([conversion, { ...conversion, gclid: '?', orderId: 'order-2' }]);
    expect(status).toBe(200);
    expect(body.results).toEqual([expect.objectContaining({ gclid: conversion.gclid }), {}]);
    expect(body.partialFailureError.details[0].errors).toEqual([
      {
        errorCode: { conversionUploadError: 'UNPARSEABLE_GCLID' },
        message: expect.any(String),
        location: { fieldPathElements: [{ fieldName: 'conversions', index: 1 }] },
      },
    ]);
  });

  it('count an order id once, for each account', async () => {
    const { upload, post } = googleAdsClient();
    expect((await upload([conversion])).body).not.toHaveProperty('partialFailureError');
    const again = await upload([conversion]);
    expect(again.body.partialFailureError.details[0].errors[0].errorCode).toEqual({
      conversionUploadError: 'ORDER_ID_ALREADY_IN_USE',
    });
    const other = await post(
      '/v22/customers/1234567890:uploadClickConversions',
      { conversions: [conversion], partialFailure: true },
      { authorization: 'Bearer ya29.sandbox-globex' },
    );
    expect(other.body).not.toHaveProperty('partialFailureError');
  });
});

interface Row {
  campaign?: { id: string };
  metrics?: { clicks?: string };
}

function rowsOf({ body }: { body: readonly { results?: readonly Row[] }[] }): readonly Row[] {
  return body.flatMap(({ results = [] }) => results);
}

function idsOf(answer: { body: readonly { results?: readonly Row[] }[] }): (string | undefined)[] {
  return rowsOf(answer).map(({ campaign }) => campaign?.id);
}

function textual({ metrics }: { metrics: { clicks: string; costMicros: RegExp } }) {
  return { metrics: { clicks: metrics.clicks, costMicros: expect.stringMatching(metrics.costMicros) } };
}
