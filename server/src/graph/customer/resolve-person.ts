import type { Failure, Outcome, Sources } from '../../ports/index.js';
import { type KnownRecord, type PersonRecord, phonesOf } from './person-record.js';
import { identifyPhone, samePhone } from './phone-identity.js';
import { type Question, questionsByEmail, questionsFrom } from './questions.js';

/** What the vendors told about one person. */
export interface Resolution {
  known: readonly KnownRecord[];
  /** One for each connector that failed, so that something may be missing. */
  failures: readonly Failure[];
}

/** Finds the records of the person with an address: by the address, then by what those records tell. */
export async function resolveByEmail(email: string, sources: Sources): Promise<Resolution> {
  const asked = questionsByEmail(email, sources);
  const first = await askAll(asked, { known: [], failures: [] }, sources);
  return await askAll(questionsFrom(recordsOf(first), asked, sources), first, sources);
}

/** Finds the other records of the person whom one record is about, in two waves. */
export async function resolveFromRecord(seed: KnownRecord, sources: Sources): Promise<Resolution> {
  const asked = questionsFrom([seed.record], [], sources);
  const first = await askAll(asked, { known: [seed], failures: [] }, sources);
  return await askAll(questionsFrom(recordsOf(first), asked, sources), first, sources);
}

/** Asks everything in one tick, so that the questions about many people travel together. */
async function askAll(questions: readonly Question[], before: Resolution, sources: Sources): Promise<Resolution> {
  const answers = await Promise.all(questions.map((question) => ask(question, sources)));
  const known = new Map(before.known.map((entry) => [keyOf(entry.record), entry]));
  const failures = new Map(before.failures.map((failure) => [failure.connector, failure]));
  for (const answer of answers) {
    if (answer.ok) for (const entry of answer.found) known.set(keyOf(entry.record), entry);
    else if (!failures.has(answer.failure.connector)) failures.set(answer.failure.connector, answer.failure);
  }
  return { known: [...known.values()], failures: [...failures.values()] };
}

type Found = { ok: true; found: KnownRecord[] } | { ok: false; failure: Failure };

async function ask({ capability, connector, input }: Question, sources: Sources): Promise<Found> {
  switch (capability) {
    case 'audienceMember.byEmail':
      return found(await sources.load(capability, connector, input), (members) => members);
    case 'contact.byPhone':
      return found(await sources.load(capability, connector, input), (contact) =>
        hasPhone(contact, input) ? [contact] : [],
      );
    case 'contact.byId':
    case 'contact.byEmail':
      return found(await sources.load(capability, connector, input), (contact) => [contact]);
  }
}

function found<O>(outcome: Outcome<O>, recordsIn: (value: O) => readonly PersonRecord[]): Found {
  if (!outcome.ok) return outcome;
  const { value, origin } = outcome;
  return { ok: true, found: value === null ? [] : recordsIn(value).map((record) => ({ record, origin })) };
}

/** A vendor's search may match loosely; a wrong match would merge two people. */
function hasPhone(record: PersonRecord, digits: string): boolean {
  const asked = identifyPhone(`+${digits}`);
  return asked !== null && phonesOf(record).some(({ identity }) => samePhone(identity, asked));
}

function recordsOf({ known }: Resolution): PersonRecord[] {
  return known.map(({ record }) => record);
}

function keyOf({ kind, source, id }: PersonRecord): string {
  return `${kind} ${source.connector} ${id}`;
}
