import { describe, expect, it } from 'vitest';
import type { Caller } from '../ports/index.js';
import { chooseVersion, type Split } from './choose-version.js';

const caller = (over: Partial<Caller>): Caller => ({
  tenant: 'default',
  client: 'web',
  scopes: new Set(),
  apiMajor: 2,
  ...over,
});
const split = (weight: number, stickyBy: 'user' | 'tenant' | 'client' = 'client'): Split => ({
  connector: 'hubspot',
  stable: '1.0.0',
  candidate: { version: '2.0.0', weight, stickyBy },
});
const clients = Array.from({ length: 1_000 }, (_, index) => caller({ client: `client-${index}` }));
const onCandidate = (weight: number) =>
  new Set(clients.filter((each) => chooseVersion(split(weight), each) === '2.0.0').map(({ client }) => client));

describe('the choice of a version', () => {
  it.each([1, 5, 25, 50, 95])('gives a weight of %i its share of clients', (weight) => {
    expect(Math.abs(onCandidate(weight).size / 10 - weight)).toBeLessThan(4);
  });

  it('is nobody at 0 and everybody at 100', () => {
    expect([onCandidate(0).size, onCandidate(100).size]).toEqual([0, 1_000]);
  });

  it('only adds clients when the weight is raised', () => {
    const [few, more] = [onCandidate(5), onCandidate(25)];
    expect([...few].filter((client) => !more.has(client))).toEqual([]);
  });

  it('differs between rollouts, so that the same clients are not always first', () => {
    const other = clients.filter((each) => chooseVersion({ ...split(25), connector: 'mailchimp' }, each) === '2.0.0');
    const both = other.filter(({ client }) => onCandidate(25).has(client));
    expect(both.length).toBeLessThan(100);
  });

  it('goes by user where one is named, else by client: one tenant without users is many callers', () => {
    const byUser = new Set(
      Array.from({ length: 100 }, (_, index) => chooseVersion(split(50, 'user'), caller({ user: `u${index}` }))),
    );
    expect(byUser.size).toBe(2);
    const share = clients.filter((each) => chooseVersion(split(5, 'user'), each) === '2.0.0').length / clients.length;
    expect(share).toBeGreaterThan(0.02);
    expect(share).toBeLessThan(0.09);
    const asClient = clients.map((each) => chooseVersion(split(50), each));
    expect(clients.map((each) => chooseVersion(split(50, 'user'), each))).toEqual(asClient);
  });

  it('is stable where there is no candidate', () => {
    expect(chooseVersion({ connector: 'hubspot', stable: '1.0.0', candidate: null }, caller({}))).toBe('1.0.0');
  });
});
