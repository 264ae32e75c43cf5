import { describe, expect, test } from 'vitest';
import { createWorld } from './create-world.js';

const world = createWorld({ people: 2_000, companies: 50, deals: 200, opportunities: 200, audiences: 2, days: 90 });
const isPerson = new Map(world.people.map((person) => [person.index, person]));

describe('people of Salesforce', () => {
  test('are some 30 % of all, a third of them leads, the first one a contact', () => {
    const { salesforcePeople: known } = world;
    expect(known.length / world.people.length).toBeCloseTo(0.3, 1);
    expect(known.filter(({ object }) => object === 'Lead').length / known.length).toBeCloseTo(1 / 3, 1);
    expect(known[0]).toMatchObject({ personIndex: 1, object: 'Contact', familyName: 'Byron' });
  });

  test('have the address by which other vendors know them, in any case', () => {
    for (const { personIndex, email } of world.salesforcePeople) {
      const person = isPerson.get(personIndex);
      expect(email.toLowerCase()).toBe((person?.hubspot ?? person?.mailchimp)?.email.toLowerCase());
    }
  });
});

describe('opportunities', () => {
  test('belong to contacts of Salesforce and bear no name of a HubSpot deal', () => {
    const contacts = new Set(
      world.salesforcePeople.flatMap(({ object, personIndex }) => (object === 'Contact' ? [personIndex] : [])),
    );
    const deals = new Set(world.deals.map(({ name }) => name));
    for (const { personIndex, name } of world.opportunities) {
      expect(contacts).toContain(personIndex);
      expect(deals).not.toContain(name);
    }
  });

  test('were won within and before the days of statistics', () => {
    const start = new Date(Date.parse(world.options.today) - 90 * 86_400_000).toISOString().slice(0, 10);
    const won = world.opportunities.filter((opportunity) => opportunity.won);
    expect(won.some(({ closeDate }) => closeDate >= start)).toBe(true);
    expect(won.some(({ closeDate }) => closeDate < start)).toBe(true);
    expect(won.every(({ closeDate }) => closeDate <= world.options.today)).toBe(true);
  });
});
