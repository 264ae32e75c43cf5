import { expect, it } from 'vitest';
import { createWorld } from './create-world.js';

const world = createWorld({ people: 10, deals: 5 });

it('has two dozen campaigns with ad groups and ads under their own ids', () => {
  const { campaigns, adGroups, ads } = world.search;
  expect([campaigns.length, adGroups.length, ads.length]).toEqual([24, 48, 96]);
  const ids = [...campaigns, ...adGroups, ...ads].map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(new Set(campaigns.map(({ channelType }) => channelType))).toContain('SEARCH');
});

it('spends within the budget, and only from the first day on', () => {
  const { ads, campaigns, days } = world.search;
  const spent = new Map<string, number>();
  for (const day of days) {
    const campaign = campaigns[(ads[day.adIndex - 1]?.campaignIndex ?? 0) - 1];
    if (campaign === undefined) throw new Error('A day without a campaign');
    if (day.date < campaign.startDate) expect(day.spend).toBe(0);
    const key = `${campaign.index}/${day.date}`;
    spent.set(key, (spent.get(key) ?? 0) + day.spend);
    expect(spent.get(key)).toBeLessThanOrEqual(campaign.dailyBudget);
  }
  expect(days).toHaveLength(96 * 90);
});

it('keeps its campaigns and days when more are added', () => {
  const larger = createWorld({ people: 10, deals: 5, searchCampaigns: 30 });
  expect(larger.search.campaigns.slice(0, 24)).toEqual(world.search.campaigns);
  expect(larger.search.days.slice(0, world.search.days.length)).toEqual(world.search.days);
});
