import { expect, it } from 'vitest';
import { createWorld } from './create-world.js';
import { EUR_PER_UNIT, type WebDay } from './web-day.js';

const world = createWorld({ people: 300, companies: 10, deals: 200, adCampaigns: 8, searchCampaigns: 12, days: 60 });

it('gives the web the revenue of the deals won in its days, in euro to the cent of each day and channel', () => {
  const days = new Set(world.webDays.map(({ date }) => date));
  const deals = world.deals.filter((deal) => days.has(new Date(deal.closedAt).toISOString().slice(0, 10)));
  const opportunities = world.opportunities.filter(({ closeDate }) => days.has(closeDate));
  const won = [...deals, ...opportunities].filter((sale) => sale.won);
  const euros = won.reduce((sum, { amount, currency }) => sum + Number(amount) * (EUR_PER_UNIT[currency] ?? 0), 0);
  expect(won.length).toBeGreaterThan(20);
  // Each day and channel is rounded to the cent by itself.
  expect(Math.abs(total(world.webDays, 'revenue') / 100 - euros)).toBeLessThan(won.length * 0.005);
});

it('lets paid visits follow the clicks that each ad platform counts', () => {
  for (const { date } of world.webDays) {
    const meta = world.adDays.filter((day) => day.date === date).reduce((sum, { clicks }) => sum + clicks, 0);
    const social = on(date, 'Paid Social');
    expect(social?.sessions ?? 0).toBeLessThanOrEqual(Math.max(meta, social?.conversions ?? 0));
    expect(social?.sessions ?? 0).toBeGreaterThanOrEqual(Math.floor(meta * 0.85));
  }
  const searchClicks = world.search.days.reduce((sum, { clicks }) => sum + clicks, 0);
  const paid = world.webDays.filter(({ channel }) => ['Paid Search', 'Paid Shopping', 'Display'].includes(channel));
  expect(total(paid, 'sessions') / searchClicks).toBeCloseTo(0.915, 1);
});

it('has no more users than visits, and a conversion for each deal won', () => {
  for (const { users, sessions, conversions, revenue } of world.webDays) {
    expect(users).toBeLessThanOrEqual(sessions);
    if (revenue > 0) expect(conversions).toBeGreaterThan(0);
  }
});

function on(date: string, channel: WebDay['channel']): WebDay | undefined {
  return world.webDays.find((day) => day.date === date && day.channel === channel);
}

function total(days: readonly WebDay[], figure: 'revenue' | 'sessions'): number {
  return days.reduce((sum, day) => sum + day[figure], 0);
}
