import { describe, expect, it } from 'vitest';
import { createWorld } from './create-world.js';
import type { Person } from './world.js';

const world = createWorld();
const day = 86_400_000;
const present = Date.parse(world.options.today);

describe('the world', () => {
  it('is the same for the same seed and another for another', () => {
    expect(createWorld()).toEqual(world);
    expect(createWorld({ seed: 2, people: 50 }).people).not.toEqual(createWorld({ seed: 1, people: 50 }).people);
  });

  it('keeps the rest as it was when one size grows', () => {
    const grown = createWorld({ adCampaigns: 70, companies: 300, audiences: 24, people: 5000 });
    expect(grown.people).toEqual(world.people);
    expect(grown.deals).toEqual(world.deals);
    expect(grown.mailings).toEqual(world.mailings);
    expect(grown.ads.slice(0, world.ads.length)).toEqual(world.ads);
    const shorter = createWorld({ days: 10 });
    expect(world.adDays).toEqual(expect.arrayContaining([shorter.adDays[0], shorter.adDays.at(-1)]));
  });

  it('has the sizes that were asked for', () => {
    const small = createWorld({ people: 40, companies: 3, deals: 20, audiences: 2, adCampaigns: 5, days: 7 });
    expect([small.people.length, small.companies.length, small.deals.length]).toEqual([40, 3, 20]);
    expect([small.audiences.length, small.mailings.length]).toEqual([2, 6]);
    expect([small.adCampaigns.length, small.adSets.length, small.ads.length]).toEqual([5, 10, 20]);
    expect(small.adDays).toHaveLength(20 * 7);
    expect(createWorld({ people: 0, companies: 0, audiences: 0, adCampaigns: 0 }).deals).toEqual([]);
  });

  it('refuses sizes and dates that mean nothing', () => {
    expect(() => createWorld({ people: -1 })).toThrow('people must be a whole number of 0 or more, got -1');
    expect(() => createWorld({ today: 'yesterday' })).toThrow('must be a date such as 2026-11-22, got "yesterday"');
  });

  it('refers only to things that exist, under unique ids', () => {
    for (const deal of world.deals) {
      const person = world.people[deal.personIndex - 1];
      expect(person?.index).toBe(deal.personIndex);
      expect(person?.hubspot).not.toBeNull();
      if (deal.companyIndex !== null) expect(world.companies[deal.companyIndex - 1]?.index).toBe(deal.companyIndex);
    }
    for (const { personIndex, audienceIndex } of world.memberships) {
      expect(world.people[personIndex - 1]?.mailchimp).not.toBeNull();
      expect(world.audiences[audienceIndex - 1]?.index).toBe(audienceIndex);
    }
    for (const ad of world.ads) {
      expect(world.adSets[ad.adSetIndex - 1]?.campaignIndex).toBe(ad.campaignIndex);
      expect(world.adCampaigns[ad.campaignIndex - 1]?.index).toBe(ad.campaignIndex);
    }
    expect(world.adDays.every(({ adIndex }) => world.ads[adIndex - 1]?.index === adIndex)).toBe(true);
    for (const things of [world.companies, world.deals, world.audiences, world.mailings, world.ads, world.adSets]) {
      expect(new Set(things.map(({ id }) => id)).size).toBe(things.length);
    }
    const pairs = world.memberships.map(({ personIndex, audienceIndex }) => `${personIndex}/${audienceIndex}`);
    expect(new Set(pairs).size).toBe(pairs.length);
  });
});

describe('people', () => {
  const both = world.people.filter(({ hubspot, mailchimp }) => hubspot !== null && mailchimp !== null);

  it('are known to one vendor or to two', () => {
    const only = (other: 'hubspot' | 'mailchimp') => world.people.filter((person) => person[other] === null).length;
    expect(only('hubspot')).toBeGreaterThan(400);
    expect(only('mailchimp')).toBeGreaterThan(400);
    expect(both.length).toBeGreaterThan(2500);
    expect(world.people.every(({ hubspot, mailchimp }) => hubspot !== null || mailchimp !== null)).toBe(true);
  });

  it('are spelled differently, yet an address, a link or a phone number ties them together', () => {
    expect(both.filter((person) => person.hubspot?.email !== person.mailchimp?.email).length).toBeGreaterThan(500);
    expect(both.filter((person) => person.hubspot?.givenName !== person.mailchimp?.givenName).length).toBeGreaterThan(
      300,
    );
    expect(both.filter((person) => tie(person) === null)).toEqual([]);
    const ties = Object.groupBy(both, (person) => tie(person) ?? 'none');
    expect(ties.link?.length).toBeGreaterThan(30);
    expect(ties.phone?.length).toBeGreaterThan(10);
    expect((ties.link?.length ?? 0) + (ties.phone?.length ?? 0)).toBeLessThan(both.length * 0.06);
  });

  it('never share a normalised address or a phone number with somebody else', () => {
    const owners = new Map<string, number>();
    for (const { index, hubspot, mailchimp } of world.people) {
      const traits = [hubspot?.email, mailchimp?.email].flatMap((email) => (email ? [email.toLowerCase()] : []));
      const phones = [hubspot?.phone, mailchimp?.phone].flatMap((phone) =>
        phone?.startsWith('+') ? [digits(phone)] : [],
      );
      for (const trait of [...traits, ...phones]) {
        expect(owners.get(trait) ?? index).toBe(index);
        owners.set(trait, index);
      }
    }
  });

  it('have addresses under reserved names only', () => {
    const domains = world.people.flatMap(({ hubspot, mailchimp }) =>
      [hubspot?.email, mailchimp?.email].flatMap((email) => email?.toLowerCase().split('@')[1] ?? []),
    );
    expect(domains.filter((domain) => !/(^|\.)example(\.(org|com|net))?$/.test(domain))).toEqual([]);
  });

  it('start with Ada Byron, a customer', () => {
    expect(world.people[0]?.hubspot).toMatchObject({ email: 'ada.byron@example.org', givenName: 'Ada' });
    expect(world.people[0]?.mailchimp).toMatchObject({ email: 'Ada.Byron@Example.org', phone: '(020) 7946-0000' });
  });

  it('become leads and customers in order, some of them lately', () => {
    const firstWon = new Map<number, number>();
    for (const deal of world.deals.filter(({ won }) => won)) {
      firstWon.set(deal.personIndex, Math.min(deal.closedAt, firstWon.get(deal.personIndex) ?? deal.closedAt));
    }
    for (const person of world.people) {
      const steps = [person.createdAt, person.becameMqlAt, person.becameSqlAt, firstWon.get(person.index)];
      const known = steps.filter((step) => typeof step === 'number');
      expect(known).toEqual(known.toSorted((a, b) => a - b));
      expect(person.stage === 'customer').toBe(firstWon.has(person.index));
    }
    const lately = world.people.filter(({ becameMqlAt }) => (becameMqlAt ?? 0) > present - 90 * day).length;
    expect(lately).toBeGreaterThan(100);
    expect(lately).toBeLessThan(world.people.length / 2);
  });
});

describe('deals', () => {
  const won = world.deals.filter((deal) => deal.won);

  it('were won before and within the ninety days, often by people who had bought before', () => {
    const within = won.filter((deal) => deal.closedAt >= present - 89 * day);
    expect(within.length).toBeGreaterThan(50);
    expect(won.length - within.length).toBeGreaterThan(100);
    const boughtBefore = within.filter((deal) =>
      won.some((other) => other.personIndex === deal.personIndex && other.closedAt < deal.closedAt),
    );
    expect(boughtBefore.length).toBeGreaterThan(10);
    expect(won.every((deal) => deal.stage === 'closedwon' && deal.closedAt <= present)).toBe(true);
  });

  it('come in three currencies and sometimes without a source', () => {
    const currencies = Object.groupBy(world.deals, (deal) => deal.currency);
    expect(Object.keys(currencies).sort()).toEqual(['EUR', 'GBP', 'USD']);
    expect(currencies.EUR?.length).toBeGreaterThan(world.deals.length / 2);
    expect(won.some((deal) => world.people[deal.personIndex - 1]?.source === null)).toBe(true);
    expect(won.every((deal) => /^\d+\.\d\d$/.test(deal.amount))).toBe(true);
  });
});

describe('statistics', () => {
  it('are plausible for ads', () => {
    for (const row of world.adDays) {
      expect(row.clicks).toBeLessThanOrEqual(row.impressions);
      expect(row.conversions).toBeLessThanOrEqual(row.clicks);
      expect(row.spend > 0).toBe(row.impressions > 0);
    }
    expect(world.adDays.some((row) => row.impressions === 0)).toBe(true);
    expect(world.adDays.at(-1)?.date).toBe('2026-11-22');
    expect(world.adDays[0]?.date).toBe('2026-08-25');
  });

  it('never spend more on a day than the budget', () => {
    const spent = new Map<string, number>();
    for (const { adIndex, date, spend } of world.adDays) {
      const key = `${world.ads[adIndex - 1]?.campaignIndex}/${date}`;
      spent.set(key, (spent.get(key) ?? 0) + spend);
    }
    for (const { index, dailyBudget } of world.adCampaigns) {
      if (dailyBudget !== null) expect(spent.get(`${index}/2026-11-20`)).toBeLessThanOrEqual(dailyBudget);
    }
  });

  it('are plausible for mailings', () => {
    for (const mailing of world.mailings) {
      expect(mailing.uniqueOpens).toBeLessThanOrEqual(mailing.sent);
      expect(mailing.uniqueClicks).toBeLessThanOrEqual(mailing.uniqueOpens);
      expect(mailing.opens).toBeGreaterThanOrEqual(mailing.uniqueOpens);
      expect(mailing.clicks).toBeGreaterThanOrEqual(mailing.uniqueClicks);
      expect(mailing.status === 'sent').toBe(mailing.sentAt !== null);
    }
    expect(world.mailings.reduce((sum, mailing) => sum + mailing.sent, 0)).toBeGreaterThan(1000);
  });
});

function tie({ hubspot, mailchimp }: Person): 'address' | 'link' | 'phone' | null {
  if (hubspot === null || mailchimp === null) return null;
  if (hubspot.email.toLowerCase() === mailchimp.email.toLowerCase()) return 'address';
  if (mailchimp.hubspotLink === hubspot.id) return 'link';
  return hubspot.phone !== null && digits(hubspot.phone) === digits(mailchimp.phone ?? '') ? 'phone' : null;
}

function digits(phone: string): string {
  return phone.replaceAll(/\D/g, '');
}
