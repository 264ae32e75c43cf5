import { buildSchema } from 'graphql';
import { describe, expect, it } from 'vitest';
import { incompatibilities } from './compatibility.js';

const SDL = `
  type Query { deal(id: ID): Deal deals(first: Int = 10): [Deal] }
  type Deal { name: String amount: Float }
  enum Stage { OPEN WON }
  type Stages { all: [Stage] }
`;
const released = buildSchema(SDL);
const changed = (from: string, to: string) => {
  expect(SDL).toContain(from);
  return buildSchema(SDL.replace(from, to));
};

describe('a released major', () => {
  it('may grow', () => {
    expect(incompatibilities(1, released, changed('name: String', 'name: String stage: Stage'))).toEqual([]);
  });

  it.each([
    ['name: String', '', 'breaking: Deal.name was removed.'],
    ['name: String', 'name: Float', 'breaking: Deal.name changed type from String to Float.'],
    ['id: ID', 'id: ID!', 'breaking: Query.deal arg id has changed type from ID to ID!.'],
    ['OPEN WON', 'OPEN', 'breaking: WON was removed from enum type Stage.'],
  ])('may not turn "%s" into "%s"', (from, to, change) => {
    expect(incompatibilities(1, released, changed(from, to))).toEqual([change]);
  });

  it('may surprise its callers only where that is declared for it', () => {
    const view = changed('OPEN WON', 'OPEN WON LOST');
    const change = 'LOST was added to enum type Stage.';
    expect(incompatibilities(1, released, view)).toEqual([`dangerous and not declared: ${change}`]);
    expect(incompatibilities(1, released, view, [{ major: 1, change, reason: 'Announced.' }])).toEqual([]);
    expect(incompatibilities(1, released, view, [{ major: 2, change, reason: 'Announced.' }])).toHaveLength(1);
  });

  it('takes a changed default for a surprise', () => {
    expect(incompatibilities(1, released, changed('first: Int = 10', 'first: Int = 20'))).toEqual([
      'dangerous and not declared: Query.deals arg first has changed defaultValue from 10 to 20.',
    ]);
  });
});
