import { expect, it } from 'vitest';
import { createWorld } from './create-world.js';

const { marketoLeads, people } = createWorld({ people: 2_000, deals: 0, days: 1 });

it('knows some 60 % of the people, and person 1 always', () => {
  const known = new Set(marketoLeads.map(({ personIndex }) => personIndex));
  expect(marketoLeads[0]?.personIndex).toBe(1);
  expect(known.size / people.length).toBeGreaterThan(0.55);
  expect(known.size / people.length).toBeLessThan(0.65);
});

it('has ids of its own, and a few people twice under one address, the later lead the younger', () => {
  expect(new Set(marketoLeads.map(({ id }) => id)).size).toBe(marketoLeads.length);
  const twice = marketoLeads.filter((lead, at) => marketoLeads[at - 1]?.personIndex === lead.personIndex);
  expect(twice.length).toBeGreaterThan(5);
  for (const lead of twice) {
    const first = marketoLeads[marketoLeads.indexOf(lead) - 1];
    expect(lead.email).toBe(first?.email);
    expect(lead.updatedAt).toBeGreaterThanOrEqual(first?.updatedAt ?? Number.NaN);
  }
});

it('spells the same people in its own way', () => {
  const spellings = marketoLeads.map((lead) => ({ lead, known: people[lead.personIndex - 1]?.hubspot }));
  const shared = spellings.flatMap(({ lead, known }) => (known ? [{ lead, known }] : []));
  expect(shared.every(({ lead, known }) => lead.email.toLowerCase() === known.email.toLowerCase())).toBe(true);
  expect(shared.some(({ lead, known }) => lead.email !== known.email)).toBe(true);
  expect(shared.some(({ lead, known }) => lead.phone !== null && lead.phone !== known.phone)).toBe(true);
});
