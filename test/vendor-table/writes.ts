import type { AudienceMemberUpsert, ContactUpsert, ConversionEvent } from '@selvedge/schema';
import type { Bench } from './bench.js';

/** Every write, in an order in which whom one erases was written before. */
export const WRITES = ['contact.upsert', 'audienceMember.upsert', 'conversion.send', 'person.erase'] as const;

/** Whom to write. `run`: names people and events that nobody else writes. `audienceId`: of members; null for none. */
export interface Target {
  run: string;
  audienceId: string | null;
  count: number;
}

/** Writes as many new people or events as the target says, or erases those that were written. */
export async function write(capability: (typeof WRITES)[number], bench: Bench, target: Target): Promise<unknown> {
  switch (capability) {
    case 'contact.upsert':
      return bench.run(capability, people(target));
    case 'audienceMember.upsert':
      return bench.run(
        capability,
        members(target).map((member) => ({ ...member, statusIfNew: 'SUBSCRIBED' as const })),
      );
    case 'conversion.send':
      return bench.run(capability, conversions(target));
    case 'person.erase': {
      const outcomes = await bench.run(
        capability,
        people(target).map(({ email }) => ({ email })),
      );
      const unknown = outcomes.filter((outcome) => outcome?.status === 'not-found').length;
      if (unknown > 0) throw new Error(`Expected all people of ${target.run} to be known, but ${unknown} are not.`);
      return outcomes;
    }
    default:
      return capability satisfies never;
  }
}

/** Imports as many new people as members, by the vendor's own bulk work. */
export function importMembers(bench: Bench, target: Target): Promise<unknown> {
  return bench.runJob('audienceMember.import', members({ ...target, run: `${target.run}-import` }));
}

function people({ run, count }: Target): ContactUpsert[] {
  return Array.from({ length: count }, (_, at) => ({
    email: `${run}-${at}@example.org`,
    givenName: 'Table',
    familyName: String(at),
  }));
}

function members(target: Target): AudienceMemberUpsert[] {
  return people(target).map((person) => ({ ...person, audienceId: target.audienceId }));
}

/** An hour ago, as a platform takes neither old conversions nor those of the future. */
function conversions({ run, count }: Target): ConversionEvent[] {
  const occurredAt = new Date(Date.now() - 3_600_000).toISOString();
  return Array.from({ length: count }, (_, at) => ({
    eventId: `${run}-${at}`,
    name: 'Purchase',
    occurredAt,
    email: `${run}-${at}@example.org`,
    value: { amount: '1.00', currency: 'EUR' },
    clickIds: { gclid: 'CjwKCAsandbox-click' },
  }));
}
