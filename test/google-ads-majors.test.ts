import type { Call, Connector } from '@selvedge/connector-api';
import { vendorFetch } from '@selvedge/connector-api/testing';
import majorTwo from '@selvedge/connector-google-ads';
import majorOne from '@selvedge/connector-google-ads-v1';
import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import type { CapabilityName, ConversionEvent, InputOf } from '@selvedge/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCapability } from './support/run-capability.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, people: 20, companies: 2, deals: 5, adCampaigns: 2, days: 30 });
});
afterAll(() => sandbox.close());

describe('both majors of the Google Ads connector answer the same', () => {
  it('to campaigns by id, with the first day that each version has in a form of its own', async () => {
    const { campaigns } = sandbox.world.search;
    const answers = await both('adCampaign.byId', [...campaigns.map(({ id }) => id), '999', 'no-id']);
    expect(answers.slice(0, -2)).toMatchObject(
      campaigns.map(({ id, startDate }) => ({ id, createdAt: `${startDate}T00:00:00.000Z` })),
    );
    expect(answers.slice(-2)).toEqual([null, null]);
  });

  it('to pages and searches of campaigns', async () => {
    const [first] = await both('adCampaign.page', [{ first: 7, after: null }]);
    expect(first?.items).toHaveLength(7);
    await both('adCampaign.page', [{ first: 7, after: first?.next ?? null }]);
    const [found] = await both('adCampaign.page', [{ first: 100, after: null, query: 'brand' }]);
    expect(found?.items.length).toBeGreaterThan(0);
  });

  it('to ad groups and ads', async () => {
    const { campaigns, adGroups, ads } = sandbox.world.search;
    const idsOf = (all: readonly { id: string }[]) => all.map(({ id }) => id);
    await both('adSet.byId', idsOf(adGroups));
    await both('ad.byId', idsOf(ads));
    const groups = await both('adSet.byCampaign', idsOf(campaigns));
    expect(groups.flat()).toHaveLength(adGroups.length);
    const ofGroups = await both('ad.byAdSet', idsOf(adGroups));
    expect(ofGroups.flat()).toHaveLength(ads.length);
  });

  it('to what ads cost and brought', async () => {
    const { campaigns, days } = sandbox.world.search;
    const dates = days.map(({ date }) => date).sort();
    const range = { since: dates[0] ?? '', until: dates.at(-1) ?? '' };
    await both(
      'ad.statistics',
      campaigns.map(({ id }) => ({ level: 'campaign', id, ...range })),
    );
    const [report] = await both('performance.report', [range]);
    expect(report?.length).toBeGreaterThan(100);
    expect(new Set(report?.map(({ channel }) => channel))).toContain('PAID_SEARCH');
  });

  it('to a conversion that either has sent', async () => {
    const event: ConversionEvent = {
      eventId: 'order-1',
      name: 'Purchase',
      occurredAt: '2026-11-20T10:00:00Z',
      clickIds: { gclid: 'CjwKCAsandbox-1' },
    };
    expect(await ask(majorOne, 'conversion.send', [event])).toMatchObject([{ status: 'received' }]);
    expect(await ask(majorTwo, 'conversion.send', [event])).toMatchObject([{ status: 'duplicate' }]);
    await both('conversion.send', [event]);
  });
});

/** What both answer, after making sure that it is the same. */
async function both<C extends CapabilityName>(capability: C, inputs: readonly InputOf<C>[]) {
  const [legacy, current] = [await ask(majorOne, capability, inputs), await ask(majorTwo, capability, inputs)];
  expect(legacy).toEqual(current);
  return current;
}

function ask<C extends CapabilityName>(connector: Connector, capability: C, inputs: readonly InputOf<C>[]) {
  return runCapability(connector, capability, inputs, callOf(connector));
}

function callOf(connector: Connector): Call {
  const fetch = vendorFetch({
    connector,
    baseUrl: sandbox.baseUrl('google-ads'),
    credential: 'ya29.sandbox-default',
    secretHeaders: { 'developer-token': 'dev-sandbox-1' },
  });
  const settings = { customerId: '1234567890', conversionActions: 'Purchase=701' };
  return { signal: AbortSignal.timeout(10_000), settings, fetch };
}
