import { type Call, type CapabilityImplementation, oneByOne } from '@selvedge/connector-api';
import type { ConsentRecord, ConsentStatus } from '@selvedge/schema';
import { audienceById } from './audience.js';
import { LARGEST_BATCH } from './list-or-read.js';
import { membershipsOf } from './memberships.js';

/** Addresses of one batch: each costs a search, but the lists' names are read once for all. */
const BATCH = 25;

/** One consent for each list that has the address, named as the list is. */
export const consentByEmail: CapabilityImplementation<'consent.byEmail'> = {
  maxBatch: BATCH,
  callsPerBatch: (emails) => emails + 1,
  async run(emails, call) {
    const found = await oneByOne(membershipsOf)(emails, call);
    const lists = found.flatMap((each) => (each === null || each instanceof Error ? [] : each.members));
    const names = await listNames(
      lists.map((member) => member.list_id),
      call,
    );
    return found.map((each) => (each === null || each instanceof Error ? each : each.members.map(consentIn(names))));
  },
};

type Member = Awaited<ReturnType<typeof membershipsOf>>['members'][number];

function consentIn(names: ReadonlyMap<string, string>): (member: Member) => ConsentRecord {
  return (member) => ({
    kind: 'Consent',
    purpose: names.get(member.list_id) ?? member.list_id,
    status: CONSENTS[member.status ?? ''] ?? 'UNKNOWN',
    basis: null,
    updatedAt: member.last_changed,
  });
}

/**
 * Who bounced (`cleaned`), only buys (`transactional`) or was put away (`archived`) is sent nothing, but has said
 * neither yes nor no.
 */
const CONSENTS: Readonly<Record<string, ConsentStatus>> = {
  subscribed: 'GRANTED',
  unsubscribed: 'DENIED',
  pending: 'PENDING',
};

async function listNames(ids: readonly string[], call: Call): Promise<ReadonlyMap<string, string>> {
  const distinct = [...new Set(ids)].slice(0, LARGEST_BATCH);
  if (distinct.length === 0) return new Map();
  const lists = await audienceById.run(distinct, { ...call, fieldSet: 'card' });
  return new Map(
    lists.flatMap((list, at): [string, string][] => {
      if (list instanceof Error) throw list;
      return list === null || list.name === null ? [] : [[distinct[at] ?? '', list.name]];
    }),
  );
}
