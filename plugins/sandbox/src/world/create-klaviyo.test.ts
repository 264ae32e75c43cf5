import { describe, expect, it } from 'vitest';
import { createWorld } from './create-world.js';

const world = createWorld();
const { profiles, lists, listMembers, campaigns, metrics, events } = world.klaviyo;

describe("the world's Klaviyo account", () => {
  it('is the same for the same seed, and its people stay when other sizes grow', () => {
    expect(createWorld().klaviyo).toEqual(world.klaviyo);
    const grown = createWorld({ audiences: 30, adCampaigns: 70 }).klaviyo;
    expect(grown.profiles).toEqual(profiles);
    expect(grown.events).toEqual(events);
    expect(grown.lists.slice(0, lists.length)).toEqual(lists);
  });

  it('knows about half of the people, Ada among them, each by one address and one number', () => {
    expect(profiles.length / world.people.length).toBeGreaterThan(0.45);
    expect(profiles.length / world.people.length).toBeLessThan(0.55);
    expect(profiles[0]).toMatchObject({ personIndex: 1, email: 'ada.byron@example.org' });
    expect(new Set(profiles.map(({ email }) => email)).size).toBe(profiles.length);
    const phones = profiles.flatMap(({ phone }) => phone ?? []);
    expect(new Set(phones).size).toBe(phones.length);
    expect(phones.every((phone) => /^\+[1-9]\d{6,14}$/.test(phone))).toBe(true);
  });

  it('never has an address of somebody else, and ties another address to its contact by the HubSpot id', () => {
    const owners = new Map(
      world.people.flatMap(({ index, hubspot, mailchimp }) =>
        [hubspot?.email, mailchimp?.email].flatMap((email) => (email ? [[email.toLowerCase(), index] as const] : [])),
      ),
    );
    const elsewhere = profiles.filter(({ email, personIndex }) => {
      expect(owners.get(email) ?? personIndex).toBe(personIndex);
      return !owners.has(email);
    });
    expect(elsewhere.length).toBeGreaterThan(50);
    for (const { externalId, personIndex } of elsewhere) {
      expect(externalId).toBe(String(world.people[personIndex - 1]?.hubspot?.id));
    }
  });

  it('refers only to things that exist, under unique ids', () => {
    const known = new Set([...profiles, ...lists, ...metrics].map(({ id }) => id));
    for (const { listId, profileId } of listMembers) expect(known.has(listId) && known.has(profileId)).toBe(true);
    for (const { metricId, profileId } of events) expect(known.has(metricId) && known.has(profileId)).toBe(true);
    for (const { listId } of campaigns) expect(known.has(listId)).toBe(true);
    for (const things of [profiles, lists, campaigns, metrics, events]) {
      expect(new Set(things.map(({ id }) => id)).size).toBe(things.length);
    }
  });

  it('records an order for each deal of the ninety days that a profile won', () => {
    const orders = events.filter(({ value }) => value !== null);
    const since = Date.parse('2026-08-25T00:00:00Z');
    const buyers = new Set(profiles.map(({ personIndex }) => personIndex));
    const won = world.deals.filter((deal) => deal.won && deal.closedAt >= since && buyers.has(deal.personIndex));
    expect(orders.map(({ value }) => value?.amount.toFixed(2))).toEqual(won.map(({ amount }) => amount));
    expect(orders.length).toBeGreaterThan(20);
  });

  it('counts its campaigns plausibly', () => {
    for (const campaign of campaigns) {
      expect(campaign.bounced + campaign.opensUnique).toBeLessThanOrEqual(campaign.recipients);
      expect(campaign.clicksUnique).toBeLessThanOrEqual(campaign.opensUnique);
      expect(campaign.status === 'Sent' || campaign.recipients === 0).toBe(true);
    }
    expect(new Set(campaigns.map(({ status }) => status))).toEqual(new Set(['Sent', 'Scheduled', 'Draft']));
  });
});
