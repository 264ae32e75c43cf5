import { expect, it } from 'vitest';
import { requireSameConditions } from './same-conditions.ts';

const BEFORE = { node: '24.0.0', rounds: 10, isQuick: false };

it('what was measured alike may stand together, and so may what is measured as a whole', () => {
  expect(() => requireSameConditions(['Q1'], { ...BEFORE }, { ...BEFORE })).not.toThrow();
  expect(() => requireSameConditions([], BEFORE, { ...BEFORE, rounds: 6 })).not.toThrow();
});

it.each([
  [{ node: '26.0.0' }, 'Expected node 24.0.0, as Q1, Q2 were measured with and would stay as they are; got 26.0.0.'],
  [{ rounds: 6 }, 'Expected rounds 10, as Q1, Q2'],
  [{ isQuick: true }, 'Expected isQuick false, as Q1, Q2'],
])('what differs by %j is told', (over, message) => {
  expect(() => requireSameConditions(['Q1', 'Q2'], BEFORE, { ...BEFORE, ...over })).toThrow(message);
});
