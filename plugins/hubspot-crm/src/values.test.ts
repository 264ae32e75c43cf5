import { VendorError } from '@selvedge/connector-api';
import { describe, expect, it } from 'vitest';
import { channelOf, flagOf, instantOf, moneyOf, stageOf, stageValue } from './values.js';

describe('instantOf', () => {
  it("reads both majors' forms into the same instant", () => {
    expect(instantOf('2026-01-05T10:00:00.000Z')).toBe('2026-01-05T10:00:00.000Z');
    expect(instantOf('2026-01-05T10:00:00Z')).toBe('2026-01-05T10:00:00.000Z');
    expect(instantOf('1767607200000')).toBe('2026-01-05T10:00:00.000Z');
    expect(instantOf('2026-01-05')).toBe('2026-01-05T00:00:00.000Z');
  });

  it('is null without a value and malformed for anything else', () => {
    expect([instantOf(null), instantOf(undefined), instantOf('')]).toEqual([null, null, null]);
    expect(classOf(() => instantOf('yesterday'))).toBe('malformed');
  });
});

describe('moneyOf', () => {
  it('keeps the decimal as it is', () => {
    expect(moneyOf('1234.50', 'eur')).toEqual({ amount: '1234.50', currency: 'EUR' });
    expect(moneyOf('-3', 'USD')).toEqual({ amount: '-3', currency: 'USD' });
  });

  it('is null without an amount or a currency, and malformed when it is no decimal', () => {
    expect([moneyOf('', 'EUR'), moneyOf('5', null)]).toEqual([null, null]);
    expect(classOf(() => moneyOf('1e3', 'EUR'))).toBe('malformed');
  });
});

describe('channelOf', () => {
  it.each([
    ['ORGANIC_SEARCH', 'ORGANIC_SEARCH'],
    ['PAID_SEARCH', 'PAID_SEARCH'],
    ['EMAIL_MARKETING', 'EMAIL'],
    ['SOCIAL_MEDIA', 'ORGANIC_SOCIAL'],
    ['PAID_SOCIAL', 'PAID_SOCIAL'],
    ['REFERRALS', 'REFERRAL'],
    ['DIRECT_TRAFFIC', 'DIRECT'],
    ['OFFLINE', 'OTHER'],
    ['AI_REFERRALS', 'OTHER'],
    [null, null],
    ['', null],
  ])('makes %j to %j', (source, channel) => {
    expect(channelOf(source)).toBe(channel);
  });
});

describe('stageOf', () => {
  it("reads HubSpot's stages and calls an account's own OTHER", () => {
    expect(stageOf('marketingqualifiedlead')).toBe('MARKETING_QUALIFIED_LEAD');
    expect(stageOf('48120096')).toBe('OTHER');
    expect(stageOf(undefined)).toBeNull();
  });

  it('is what stageValue writes', () => {
    expect(stageOf(stageValue('SALES_QUALIFIED_LEAD'))).toBe('SALES_QUALIFIED_LEAD');
  });
});

it('reads flags', () => {
  expect([flagOf('true'), flagOf('false'), flagOf(''), flagOf(null)]).toEqual([true, false, null, null]);
});

function classOf(run: () => unknown): string | null {
  try {
    run();
  } catch (error) {
    if (VendorError.is(error)) return error.failure.class;
    throw error;
  }
  return null;
}
