import type { Call, Connector } from '@selvedge/connector-api';
import { vendorFetch } from '@selvedge/connector-api/testing';
import majorTwo from '@selvedge/connector-klaviyo';
import majorOne from '@selvedge/connector-klaviyo-v1';
import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import type { AudienceMemberRecord, CapabilityName, InputOf, OutputOf, Page } from '@selvedge/schema';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCapability } from './support/run-capability.js';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({
    port: 0,
    people: 300,
    companies: 10,
    deals: 80,
    audiences: 24,
    days: 60,
    quotas: false,
  });
});
afterAll(() => sandbox.close());

describe('both majors of the Klaviyo connector answer the same, but for the standing of members', () => {
  it('to lists by id and page by page', async () => {
    const { lists } = sandbox.world.klaviyo;
    expect(lists.length).toBeGreaterThan(10);
    await both('audience.byId', [...lists.map(({ id }) => id), 'NOLIST']);
    const [legacy, current] = [
      await walk(majorOne, 'audience.page', { first: 7 }),
      await walk(majorTwo, 'audience.page', { first: 10 }),
    ];
    expect(legacy).toEqual(current);
    expect(current.map(({ id }) => id)).toEqual(lists.map(({ id }) => id));
  });

  it('to members by id, of the account and of a list', async () => {
    const { profiles, listMembers } = sandbox.world.klaviyo;
    const ids = [
      ...profiles.map(({ id }) => id),
      ...listMembers.map((member) => `${member.listId}:${member.profileId}`),
    ];
    const answers = await both('audienceMember.byId', [...ids, 'nobody', 'NOLIST:nobody', 'a:b:c']);
    expect(answers.filter((answer) => answer !== null)).toHaveLength(ids.length);
  });

  it('to members by e-mail in any case', async () => {
    const { profiles } = sandbox.world.klaviyo;
    const emails = profiles.map(({ email }, at) => (at % 2 === 0 ? email.toUpperCase() : email));
    const answers = await both('audienceMember.byEmail', [...emails, 'nobody@example.invalid', 'no address']);
    expect(answers.slice(0, -2).every((members) => members?.length === 1)).toBe(true);
    expect(answers.slice(-2)).toEqual([[], []]);
  });

  it('to a list’s members, page by page', async () => {
    const [audienceId, members] = [...Map.groupBy(sandbox.world.klaviyo.listMembers, ({ listId }) => listId)][0] ?? [];
    if (audienceId === undefined) throw new Error('The sandbox must have a list with members.');
    const [legacy, current] = [
      await walk(majorOne, 'audienceMember.page', { audienceId, first: 3 }),
      await walk(majorTwo, 'audienceMember.page', { audienceId, first: 100 }),
    ];
    expect(legacy.map(withoutStanding)).toEqual(current.map(withoutStanding));
    expect(current).toHaveLength(members?.length ?? 0);
  });

  it('to events, the newest first', async () => {
    const { events } = sandbox.world.klaviyo;
    const [legacy, current] = [
      await walk(majorOne, 'event.page', { first: 30 }),
      await walk(majorTwo, 'event.page', { first: 100 }),
    ];
    expect(legacy).toEqual(current);
    expect(current).toHaveLength(events.length);
    expect(current.find(({ name }) => name === 'Placed Order')?.value).toMatchObject({
      currency: expect.stringMatching(/^[A-Z]{3}$/),
    });
    await both('event.byId', [...events.slice(0, 5).map(({ id }) => id), 'nothing']);
  });

  it('to members written by either', async () => {
    const email = 'Grace.Weaver@Example.org';
    const audienceId = sandbox.world.klaviyo.lists[0]?.id ?? '';
    const [created] = await ask(majorOne, 'audienceMember.upsert', [
      { audienceId, email, givenName: 'Grace', phone: '+44 20 7946 0999', statusIfNew: 'SUBSCRIBED' },
    ]);
    const [updated] = await ask(majorTwo, 'audienceMember.upsert', [
      { audienceId, email: email.toLowerCase(), familyName: 'Weaver', phone: null, statusIfNew: 'UNSUBSCRIBED' },
    ]);
    expect(created).toMatchObject({ created: true });
    expect(updated).toEqual({ ...created, created: false });
    const [member] = await both('audienceMember.byId', [created?.id ?? '']);
    expect(member).toMatchObject({ email: email.toLowerCase(), givenName: 'Grace', familyName: 'Weaver', phones: [] });
    const [current] = await ask(majorTwo, 'audienceMember.byId', [created?.id ?? '']);
    expect(current?.status).toBe('SUBSCRIBED');
  });
});

it('only major 2 tells the standing of a member, and asks consent, campaigns, imports and erasure', async () => {
  const emails = sandbox.world.klaviyo.profiles.map(({ email }) => email);
  const standings = async (connector: Connector) =>
    (await ask(connector, 'audienceMember.byEmail', emails)).map((members) => members?.[0]?.status);
  expect(new Set(await standings(majorOne))).toEqual(new Set([null]));
  expect(new Set(await standings(majorTwo))).toEqual(new Set(['SUBSCRIBED', 'UNSUBSCRIBED', 'CLEANED', null]));
  expect(Object.keys(majorTwo.capabilities).filter((name) => !(name in majorOne.capabilities))).toEqual([
    'consent.byEmail',
    'emailCampaign.byId',
    'emailCampaign.page',
    'emailCampaign.statistics',
    'person.erase',
  ]);
  expect([majorOne.jobs, Object.keys(majorTwo.jobs ?? {})]).toEqual([undefined, ['audienceMember.import']]);
});

/** What both answer, after making sure that it is the same but for the standing. */
async function both<C extends CapabilityName>(capability: C, inputs: readonly InputOf<C>[]) {
  const [legacy, current] = [await ask(majorOne, capability, inputs), await ask(majorTwo, capability, inputs)];
  expect(legacy.map(withoutStanding)).toEqual(current.map(withoutStanding));
  return current;
}

/** The answer without the `status` of its members. */
function withoutStanding(answer: unknown): unknown {
  if (Array.isArray(answer)) return answer.map(withoutStanding);
  if (!isMember(answer)) return answer;
  const { status: _, ...rest } = answer;
  return rest;
}

function isMember(answer: unknown): answer is AudienceMemberRecord {
  return typeof answer === 'object' && answer !== null && 'kind' in answer && answer.kind === 'AudienceMember';
}

type PageName = 'audience.page' | 'audienceMember.page' | 'event.page';
type ItemOf<C extends PageName> = OutputOf<C> extends Page<infer R> ? R : never;

async function walk<C extends PageName>(
  connector: Connector,
  capability: C,
  input: Omit<InputOf<C>, 'after'>,
): Promise<ItemOf<C>[]> {
  const items: ItemOf<C>[] = [];
  let after: string | null = null;
  do {
    const [page] = (await ask(connector, capability, [{ ...input, after } as InputOf<C>])) as (Page<
      ItemOf<C>
    > | null)[];
    items.push(...(page?.items ?? []));
    after = page?.next ?? null;
  } while (after !== null);
  return items;
}

/** In batches of the connector's own size. */
function ask<C extends CapabilityName>(connector: Connector, capability: C, inputs: readonly InputOf<C>[]) {
  return runCapability(connector, capability, inputs, callOf(connector));
}

function callOf(connector: Connector): Call {
  const baseUrl = sandbox.baseUrl('klaviyo');
  const fetch = vendorFetch({ connector, baseUrl, credential: 'pk_sandbox_default' });
  return { signal: AbortSignal.timeout(10_000), settings: {}, fetch };
}
