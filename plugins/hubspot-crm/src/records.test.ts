import { describe, expect, it } from 'vitest';
import { addressesOf, companyOf, contactOf, contactProperties, dealOf } from './records.js';

describe('contactOf', () => {
  it('maps a full contact', () => {
    const properties = {
      email: 'ada@example.org',
      hs_additional_emails: 'Ada.Byron@example.com;ada@example.org',
      firstname: 'Ada',
      lastname: 'Byron',
      phone: '+44 20 7946 0123',
      mobilephone: '07700 900123',
      lifecyclestage: 'customer',
      hs_analytics_source: 'PAID_SOCIAL',
      associatedcompanyid: '9001',
      hubspot_owner_id: '41629701',
      createdate: '2026-01-05T10:00:00.000Z',
      lastmodifieddate: '1769934600000',
      hs_lifecyclestage_marketingqualifiedlead_date: '2026-01-10T00:00:00Z',
      hs_lifecyclestage_salesqualifiedlead_date: null,
    };
    expect(contactOf('512', properties)).toEqual({
      kind: 'Contact',
      id: '512',
      emails: ['ada@example.org', 'Ada.Byron@example.com'],
      givenName: 'Ada',
      familyName: 'Byron',
      phones: [
        { number: '+44 20 7946 0123', kind: 'WORK' },
        { number: '07700 900123', kind: 'MOBILE' },
      ],
      lifecycleStage: 'CUSTOMER',
      originalSource: 'PAID_SOCIAL',
      companyId: '9001',
      ownerId: '41629701',
      createdAt: '2026-01-05T10:00:00.000Z',
      updatedAt: '2026-02-01T08:30:00.000Z',
      becameMarketingQualifiedAt: '2026-01-10T00:00:00.000Z',
      becameSalesQualifiedAt: null,
      links: [],
    });
  });

  it('makes the same of absent, null and empty properties', () => {
    const nothing = contactOf('1', {});
    expect(contactOf('1', { email: null, phone: '', associatedcompanyid: '', createdate: null })).toEqual(nothing);
    expect(nothing).toMatchObject({ emails: [], phones: [], companyId: null, createdAt: null, originalSource: null });
  });

  it('gives addresses to compare with in lower case', () => {
    expect([...addressesOf({ email: 'Ada@Example.org' })]).toEqual(['ada@example.org']);
  });
});

it('maps a company', () => {
  expect(companyOf('9', { name: 'Acme', domain: 'acme.example', createdate: '0', hs_lastmodifieddate: '' })).toEqual({
    kind: 'Company',
    id: '9',
    name: 'Acme',
    domain: 'acme.example',
    createdAt: '1970-01-01T00:00:00.000Z',
    updatedAt: null,
  });
});

describe('dealOf', () => {
  const properties = { dealname: 'Loom', amount: '99.90', dealstage: 'closedwon', hs_is_closed_won: 'true' };

  it("names the deal's own currency before the account's", () => {
    expect(dealOf('1', { ...properties, deal_currency_code: 'EUR' }, 'USD').amount).toEqual({
      amount: '99.90',
      currency: 'EUR',
    });
    expect(dealOf('1', properties, 'USD').amount).toEqual({ amount: '99.90', currency: 'USD' });
    expect(dealOf('1', properties, null).amount).toBeNull();
  });

  it('says whether it was won', () => {
    expect(dealOf('1', properties, null)).toMatchObject({ stage: 'closedwon', won: true, closedAt: null });
  });
});

describe('contactProperties', () => {
  it('leaves out what stays and clears what is null', () => {
    expect(contactProperties({ email: 'a@b.example', givenName: 'Ada', phone: null })).toEqual({
      email: 'a@b.example',
      firstname: 'Ada',
      phone: '',
    });
    expect(contactProperties({ email: 'a@b.example', lifecycleStage: 'LEAD' })).toEqual({
      email: 'a@b.example',
      lifecyclestage: 'lead',
    });
  });
});
