import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Caller } from '../ports/index.js';
import type { Assignment } from '../rollouts/model/index.js';
import { chooseRoute } from './choose-route.js';
import { splitOf } from './choose-version.js';

const rollout: Assignment = {
  rollout: 'r1',
  revision: 1,
  connector: 'hubspot',
  stable: '1.0.0',
  candidate: '2.0.0',
  weight: 25,
  shadowShare: 0,
  stickyBy: 'user',
  writes: false,
  countedStep: 2,
  countedSinceMs: 0,
  slowAfterMs: null,
};
const caller = (user: string): Caller => ({ tenant: 'a', client: 'web', user, scopes: new Set(), apiMajor: 2 });
const versionOf = (over: Partial<Assignment>, user: string) =>
  chooseRoute(splitOf({ ...rollout, ...over }), { caller: caller(user) }).route.version;
const users = Array.from({ length: 2_000 }, (_, index) => `user-${index}`);

describe('the version of an operation', () => {
  it('is chosen by the rollout’s id, so that no two rollouts try the same callers first', () => {
    const of = (id: string) => users.filter((user) => versionOf({ rollout: id }, user) === '2.0.0');
    expect(of('r1').length / 20).toBeCloseTo(25, -1);
    const both = of('r2').filter((user) => of('r1').includes(user)).length;
    expect(both / of('r2').length).toBeLessThan(0.35);
  });

  it('changes for a caller by a raised weight alone, whatever else changes', () => {
    const weights = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 2, maxLength: 8 });
    const others = fc.record({
      revision: fc.nat(),
      shadowShare: fc.integer({ min: 0, max: 100 }),
      writes: fc.boolean(),
      countedStep: fc.option(fc.nat(9)),
      slowAfterMs: fc.option(fc.nat(999)),
    });
    fc.assert(
      fc.property(fc.string(), weights, others, others, (user, all, before, after) => {
        const rising = [...all].sort((one, other) => one - other);
        const versions = rising.map((weight, at) => versionOf({ ...(at % 2 ? before : after), weight }, user));
        // Once on the candidate, for good.
        expect(versions.lastIndexOf('1.0.0')).toBeLessThan(versions.includes('2.0.0') ? versions.indexOf('2.0.0') : 99);
        for (const weight of rising) {
          expect(versionOf({ ...before, weight }, user)).toBe(versionOf({ ...after, weight }, user));
        }
      }),
      { seed: 3, numRuns: 1_000 },
    );
  });

  it('is stable for who is kept there, who is evidence of nothing, at any weight', () => {
    const keptOnStable = ({ rollout: id }: Assignment, { user }: Caller) => id === 'r1' && user === 'old';
    const at = (user: string) =>
      chooseRoute(splitOf({ ...rollout, weight: 100 }), { caller: caller(user), keptOnStable });
    expect(at('old')).toMatchObject({ route: { version: '1.0.0' }, evidenceOf: null });
    expect(at('new')).toMatchObject({ route: { version: '2.0.0' }, evidenceOf: { rollout: 'r1' } });
  });

  it('of a tester is what was asked for, which is evidence of nothing', () => {
    const route = chooseRoute(splitOf(rollout), { caller: caller('a'), override: '2.0.0', keptOnStable: () => true });
    expect(route).toEqual({
      route: { version: '2.0.0', candidateUsed: false, fixed: true },
      writesTo: null,
      evidenceOf: null,
    });
  });

  it('asks nobody whether to keep a caller where no rollout is', () => {
    const split = { connector: 'hubspot', stable: '1.0.0', candidate: null };
    const keptOnStable = () => expect.fail('asked');
    expect(chooseRoute(split, { caller: caller('a'), keptOnStable })).toMatchObject({
      route: { version: '1.0.0' },
      evidenceOf: null,
    });
  });
});

describe('writes', () => {
  const writesTo = (over: Partial<Assignment>, override?: string) =>
    chooseRoute(splitOf({ ...rollout, weight: 100, ...over }), { caller: caller('a'), override }).writesTo;

  it('go to stable until the plan gives the candidate writes, and then where reads go', () => {
    expect(writesTo({})).toBe('1.0.0');
    expect(writesTo({ writes: true })).toBeNull();
  });

  it('go where reads go for a tester, and with a candidate that the configuration declares', () => {
    expect(writesTo({}, '2.0.0')).toBeNull();
    const declared = { version: '2.0.0', weight: 50, stickyBy: 'user' } as const;
    const split = { connector: 'hubspot', stable: '1.0.0', candidate: declared };
    expect(chooseRoute(split, { caller: caller('a') }).writesTo).toBeNull();
  });
});
