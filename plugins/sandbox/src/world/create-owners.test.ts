import { expect, it } from 'vitest';
import { createWorld } from './create-world.js';

const { owners, ownerships, people } = createWorld({ people: 2_000, deals: 0, days: 1 });

it('has a dozen owners with ids and addresses of their own, one of whom has left', () => {
  expect(owners).toHaveLength(12);
  expect(new Set(owners.map(({ id }) => id)).size).toBe(12);
  expect(new Set(owners.map(({ email }) => email)).size).toBe(12);
  expect(owners.filter(({ leftAt }) => leftAt !== null)).toHaveLength(1);
});

it('gives most people one owner who exists, and person 1 always', () => {
  expect(ownerships[0]?.personIndex).toBe(1);
  expect(new Set(ownerships.map(({ personIndex }) => personIndex)).size).toBe(ownerships.length);
  expect(ownerships.every(({ ownerIndex }) => owners[ownerIndex - 1]?.index === ownerIndex)).toBe(true);
  expect(ownerships.length / people.length).toBeGreaterThan(0.75);
  expect(ownerships.length / people.length).toBeLessThan(0.85);
});

it('keeps who looks after whom when the world grows', () => {
  const grown = createWorld({ people: 2_500, deals: 0, days: 1 });
  expect(grown.ownerships.slice(0, ownerships.length)).toEqual(ownerships);
});
