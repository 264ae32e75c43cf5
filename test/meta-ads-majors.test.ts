import type { Call, Connector } from '@selvedge/connector-api';
import { vendorFetch } from '@selvedge/connector-api/testing';
import majorTwo from '@selvedge/connector-meta-ads';
import majorOne from '@selvedge/connector-meta-ads-v1';
import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import type { CapabilityName, InputOf, PerformanceInput, PerformanceRowRecord } from '@selvedge/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCapability } from './support/run-capability.js';
import { sandboxControl } from './support/sandbox-control.js';

let sandbox: Sandbox;
let range: PerformanceInput;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, people: 10, adCampaigns: 40, days: 30 });
  const days = sandbox.world.adDays.map(({ date }) => date).sort();
  range = { since: days[0] ?? '', until: days.at(-1) ?? '' };
});
afterAll(() => sandbox.close());

describe('both majors of the Meta Ads connector answer the same', () => {
  it('to campaigns, ad sets and ads by id', async () => {
    const { adCampaigns, adSets, ads } = sandbox.world;
    const asked = <T extends { id: string }>(all: readonly T[]) => [
      ...all.slice(0, 48).map(({ id }) => id),
      '999',
      'x',
    ];
    expect((await both('adCampaign.byId', asked(adCampaigns))).slice(-3)).toMatchObject([
      { kind: 'AdCampaign' },
      null,
      null,
    ]);
    await both('adSet.byId', asked(adSets));
    await both('ad.byId', asked(ads));
  });

  it('to a page of campaigns, found by name too', async () => {
    const [page] = await both('adCampaign.page', [{ first: 100, after: null }]);
    expect(page?.items).toHaveLength(sandbox.world.adCampaigns.length);
    await both('adCampaign.page', [{ first: 5, after: null, query: 'a' }]);
  });

  it('to what belongs to campaigns and ad sets', async () => {
    await both(
      'adSet.byCampaign',
      sandbox.world.adCampaigns.map(({ id }) => id),
    );
    await both(
      'ad.byAdSet',
      sandbox.world.adSets.slice(0, 50).map(({ id }) => id),
    );
  });

  it('to what was spent, at once and in the background', async () => {
    const inputs = sandbox.world.adCampaigns.map(({ id }) => ({ level: 'campaign', id, ...range }) as const);
    await both('ad.statistics', inputs);
    const [atOnce] = await both('performance.report', [range]);
    expect(atOnce?.length).toBeGreaterThan(100);
    expect(await inBackground(majorOne)).toEqual(atOnce);
    expect(await inBackground(majorTwo)).toEqual(atOnce);
  });

  it('to a report that the other one started', async () => {
    const job = jobOf(majorOne);
    const reference = await job.start([range], callOf(majorOne));
    expect(await pollToEnd(majorTwo, reference)).toEqual(await inBackground(majorOne));
  });
});

it('is told by an expired version, and by nothing else, that major 1 is over', async () => {
  const body = { error: { message: '(#2635) deprecated', type: 'OAuthException', code: 2635, fbtrace_id: 'A1' } };
  const control = sandboxControl(sandbox.url);
  await control.fault({ vendor: 'meta', path: '/v21.0/', status: 400, body });
  const id = sandbox.world.adCampaigns[0]?.id ?? '';
  await expect(ask(majorOne, 'adCampaign.byId', [id])).rejects.toMatchObject({ failure: { class: 'gone' } });
  expect(await ask(majorTwo, 'adCampaign.byId', [id])).toMatchObject([{ id }]);
  await control.clearFaults();
});

/** What both answer, after making sure that it is the same. */
async function both<C extends CapabilityName>(capability: C, inputs: readonly InputOf<C>[]) {
  const [former, current] = [await ask(majorOne, capability, inputs), await ask(majorTwo, capability, inputs)];
  expect(former).toEqual(current);
  return current;
}

function ask<C extends CapabilityName>(connector: Connector, capability: C, inputs: readonly InputOf<C>[]) {
  return runCapability(connector, capability, inputs, callOf(connector));
}

async function inBackground(connector: Connector): Promise<readonly PerformanceRowRecord[] | null> {
  return pollToEnd(connector, await jobOf(connector).start([range], callOf(connector)));
}

/** The sandbox's report advances with each poll. */
async function pollToEnd(connector: Connector, reference: string): Promise<readonly PerformanceRowRecord[] | null> {
  for (let poll = 0; poll < 5; poll++) {
    const job = await jobOf(connector).poll(reference, [range], callOf(connector));
    if (job.state === 'running') continue;
    const [rows = null] = job.outcomes;
    if (rows instanceof Error) throw rows;
    return rows;
  }
  throw new Error('The report did not end.');
}

function jobOf(connector: Connector) {
  const job = connector.jobs?.['performance.report'];
  if (job === undefined) throw new Error('The connector has no job performance.report.');
  return job;
}

function callOf(connector: Connector): Call {
  const fetch = vendorFetch({ connector, baseUrl: sandbox.baseUrl('meta'), credential: 'EAAsandbox-default' });
  return { signal: AbortSignal.timeout(10_000), settings: { adAccountId: 'act_1001' }, fetch };
}
