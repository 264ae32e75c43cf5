import type { MoneyRecord, Page } from '@selvedge/schema';
import { ASSUMED } from '../asks/assumed-sizes.js';
import type { FakeConnector } from './fake-sources.js';
import { company, contact, deal, member, phone } from './records.js';

const MONEY: MoneyRecord = { amount: '1.00', currency: 'EUR' };
const DATED = { createdAt: null, updatedAt: null };
const NAMED = { ...DATED, name: 'N', status: null };

/**
 * A vendor that can do everything and knows all that is asked of it: every reference is set, every list has `fan`
 * items, as far as `ASSUMED` lets it, and no record is met twice, so that nothing is asked once for two.
 */
export function fullConnector(id: string, fan: number, maxBatch: number): FakeConnector {
  const source = { connector: id, version: '1.0.0' };
  const sourced = <R extends object>(record: R) => ({ ...record, source });
  const named = <K extends string>(kind: K, key: string) => sourced({ kind, id: key, ...NAMED });
  const below = (key: string, name: string, most = fan) =>
    Array.from({ length: Math.min(fan, most) }, (_, at) => `${key}.${name}${at}`);
  const page = <R>(first: number, name: string, make: (key: string) => R): Page<R> => ({
    items: Array.from({ length: Math.min(first, fan) }, (_, at) => make(`${name}${at}`)),
    next: null,
  });

  const contactOf = (key: string) =>
    contact(key, {
      source,
      emails: ADDRESSES.map((domain) => `${key}@${domain}`),
      phones: [phone(`+49301${numberOf(key)}`), phone(`+49302${numberOf(key)}`)],
      companyId: `${key}.company`,
      ownerId: `${key}.owner`,
      links: ['one', 'two'].map((connector) => ({ connector, id: key })),
    });
  const memberOf = (key: string) =>
    member(key, `${key.split('/')[0]}@${ADDRESSES[0]}`, {
      source,
      phones: [phone('+493012345678')],
      audienceId: `${key}.audience`,
    });
  const dealOf = (key: string) => deal(key, { source, won: true, amount: MONEY, closedAt: '2026-11-05T00:00:00.000Z' });
  const adSetOf = (key: string) => ({ ...named('AdSet', key), campaignId: `${key}.campaign`, dailyBudget: MONEY });
  const adOf = (key: string) => ({ ...named('Ad', key), campaignId: `${key}.campaign`, adSetId: `${key}.adSet` });
  const adCampaignOf = (key: string) => ({ ...named('AdCampaign', key), objective: null, dailyBudget: MONEY });
  const audienceOf = (key: string) => ({ ...named('Audience', key), memberCount: 1 });
  const emailCampaignOf = (key: string) => ({
    ...named('EmailCampaign', key),
    subject: 's',
    audienceId: `${key}.audience`,
    sentAt: null,
  });
  const eventOf = (key: string) => sourced({ kind: 'Event' as const, id: key, ...EVENT });
  const figures = { spend: MONEY, impressions: 1, clicks: 1, conversions: 1 };

  return {
    version: source.version,
    maxBatch,
    answers: {
      'contact.byId': contactOf,
      'contact.byEmail': (email) => contactOf(email.split('@')[0] ?? ''),
      'contact.byPhone': () => null,
      'contact.page': ({ first, query = '' }) => page(first, `${query}${id}p`, contactOf),
      'contact.idsByCompany': (key) => below(key, 'c'),
      'contact.idsByDeal': (key) => below(key, 'c'),
      'contact.stageChanges': () => [],
      'contact.upsert': ({ email }) => ({ id: email, created: true }),
      'consent.byEmail': () => [
        sourced({ kind: 'Consent' as const, purpose: 'p', status: 'GRANTED' as const, basis: null, updatedAt: null }),
      ],
      'person.erase': () => ({ status: 'erased', ids: [], note: null }),
      'owner.byId': (key) => sourced({ kind: 'Owner' as const, id: key, name: 'N', email: null, updatedAt: null }),
      'company.byId': (key) => ({ ...company(key, 'N'), source }),
      'company.page': ({ first, query = '' }) =>
        page(first, `${query}company`, (key) => ({ ...company(key, 'N'), source })),
      'company.idsByDeal': (key) => below(key, 'company'),
      'deal.byId': dealOf,
      'deal.page': ({ first, query = '' }) => page(first, `${query}deal`, dealOf),
      'deal.idsByContact': (key) => below(key, 'd', ASSUMED.otherDeals),
      'deal.idsByCompany': (key) => below(key, 'd'),
      'deal.won': () => below('won', 'd').map(dealOf),
      'audience.byId': audienceOf,
      'audience.page': ({ first, query = '' }) => page(first, `${query}audience`, audienceOf),
      'audienceMember.byId': memberOf,
      'audienceMember.byEmail': (email) =>
        email.endsWith(ADDRESSES[0] ?? '')
          ? below(`${email.split('@')[0]}/`, id, ASSUMED.memberships).map(memberOf)
          : [],
      'audienceMember.page': ({ first, audienceId }) => page(first, `${audienceId}.m`, memberOf),
      'audienceMember.upsert': ({ email }) => ({ id: email, created: true }),
      'event.byId': eventOf,
      'event.page': ({ first }) => page(first, 'event', eventOf),
      'emailCampaign.byId': emailCampaignOf,
      'emailCampaign.page': ({ first, query = '' }) => page(first, `${query}mailing`, emailCampaignOf),
      'emailCampaign.statistics': () => ({ sent: 1, uniqueOpens: 1, uniqueClicks: 1, unsubscribed: 0, bounced: 0 }),
      'adCampaign.byId': adCampaignOf,
      'adCampaign.page': ({ first, query = '' }) => page(first, `${query}campaign`, adCampaignOf),
      'adSet.byId': adSetOf,
      'adSet.byCampaign': (key) => below(key, 's', ASSUMED.adverts).map(adSetOf),
      'ad.byId': adOf,
      'ad.byAdSet': (key) => below(key, 'a', ASSUMED.adverts).map(adOf),
      'ad.statistics': () => figures,
      'performance.report': () => [{ date: '2026-11-05', channel: 'PAID_SOCIAL', campaignId: 'c', ...figures }],
      'conversion.send': () => ({ status: 'received', matchQuality: null }),
      'webAnalytics.report': () => ({
        rows: [{ date: '2026-11-05', channel: 'EMAIL', sessions: 1, users: 1, conversions: 1, revenue: MONEY }],
        sampled: false,
        thresholded: false,
        otherRow: false,
      }),
    },
  };
}

/** A person's, whichever vendor is asked. */
const ADDRESSES = ['example.org', 'example.com'].slice(0, ASSUMED.addresses);

const EVENT = { name: 'N', email: null, value: MONEY, occurredAt: null, updatedAt: null };

/** Seven digits, the same for the same text. */
function numberOf(text: string): string {
  const sum = [...text].reduce((hash, letter) => (hash * 31 + letter.charCodeAt(0)) % 10_000_000, 7);
  return String(sum).padStart(7, '0');
}
