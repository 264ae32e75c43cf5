import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type CacheScope, cacheKey, canonical, tagKey } from './cache-key.js';

/** Names made of what a key is joined with, digits above all, so that they look like its own lengths. */
const name = fc.string({ unit: fc.constantFrom('a', '1', '2', '|', ':', '@', '#', '/', ' '), maxLength: 6 });
const scope: fc.Arbitrary<CacheScope> = fc.record({
  connector: name,
  version: name,
  connection: name,
  generation: name,
});
type Answer = readonly [CacheScope, string, string | undefined, unknown];
const answer: fc.Arbitrary<Answer> = fc.tuple(
  scope,
  name,
  fc.option(name, { nil: undefined }),
  fc.jsonValue({ maxDepth: 2 }),
);

/** Two answers that mostly differ in one part only. */
const twoAnswers = fc.tuple(answer, answer, fc.nat(6)).map(([[s, c, f, i], [s2, c2, f2, i2], part]) => {
  const others: readonly Answer[] = [
    [{ ...s, connector: s2.connector }, c, f, i],
    [{ ...s, version: s2.version, connector: s2.connector }, c, f, i],
    [{ ...s, connection: s2.connection, generation: s2.generation }, c, f, i],
    [s, c2, f, i],
    [s, c2, f2, i],
    [s, c, f, i2],
    [s2, c2, f2, i2],
  ];
  return [[s, c, f, i], others[part] as Answer] satisfies [Answer, Answer];
});

it('two answers share a key only when connector, version, connection, credential, capability, field set and input are the same', () => {
  fc.assert(
    fc.property(twoAnswers, ([one, other]) => {
      expect(cacheKey(...one) === cacheKey(...other)).toBe(canonical(one) === canonical(other));
    }),
    { numRuns: 2_000 },
  );
});

it('names cannot be cut elsewhere', () => {
  const key = (connector: string, version: string) =>
    cacheKey({ connector, version, connection: 'a/b', generation: 'g' }, 'contact.byId', undefined, '1');
  expect(key('a@1', '2')).not.toBe(key('a', '1@2'));
  expect(key('a|1:b', 'c')).not.toBe(key('a', 'b|1:c'));
});

it('no mark passes for an answer', () => {
  fc.assert(
    fc.property(answer, scope, name, (one, written, tag) => {
      expect(tagKey(written, tag)).not.toBe(cacheKey(...one));
    }),
  );
});
