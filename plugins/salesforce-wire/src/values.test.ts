import { describe, expect, it } from 'vitest';
import { channelOf, domainOf, instantOf, moneyOf } from './values.js';

describe('instantOf', () => {
  it.each([
    ['2026-02-01T08:30:00.000+0000', '2026-02-01T08:30:00.000Z'],
    ['2026-02-01T09:30:00.000+0100', '2026-02-01T08:30:00.000Z'],
    ['2026-02-01', '2026-02-01T00:00:00.000Z'],
    [null, null],
  ])('reads %j', (value, instant) => {
    expect(instantOf(value)).toBe(instant);
  });

  it('calls what is no time malformed', () => {
    expect(() => instantOf('soon')).toThrow(/Expected a time/);
  });
});

describe('moneyOf', () => {
  it('needs an amount and a currency', () => {
    expect(moneyOf(1250.5, 'eur')).toEqual({ amount: '1250.5', currency: 'EUR' });
    expect(moneyOf(0, 'EUR')).toEqual({ amount: '0', currency: 'EUR' });
    expect(moneyOf(null, 'EUR')).toBeNull();
    expect(moneyOf(1, undefined)).toBeNull();
    expect(() => moneyOf(1e30, 'EUR')).toThrow(/decimal amount/);
  });
});

it.each([
  ['Paid Social', 'PAID_SOCIAL'],
  ['organic-search', 'ORGANIC_SEARCH'],
  ['Partner Referral', 'REFERRAL'],
  ['Web', 'DIRECT'],
  ['Trade Show', 'OTHER'],
  [null, null],
])('the lead source %j is the channel %j', (source, channel) => {
  expect(channelOf(source)).toBe(channel);
});

it.each([
  ['https://www.acme.example/about', 'acme.example'],
  ['www.acme.example', 'acme.example'],
  ['Acme.Example', 'acme.example'],
  ['see our page', null],
  ['', null],
])('the website %j has the domain %j', (website, domain) => {
  expect(domainOf(website)).toBe(domain);
});
