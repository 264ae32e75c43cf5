import type { ErasureOutcome, ErasureResult, ErasureResultStatus, ErasureStatus, PersonErased } from '@selvedge/schema';
import type { LoadOptions, Sources } from '../../ports/index.js';
import { normaliseEmail } from '../customer/email-identity.js';
import { chooseConnectors } from '../lists/choose-connectors.js';
import { type Attempt, attemptOf } from './attempt.js';

/**
 * Asks every vendor that can, or those named, to forget the person with an address. Unless some are named, the vendors
 * that keep people but offer no erasure are listed too: a caller must not believe that they forgot.
 */
export async function erasePerson(
  email: string,
  named: readonly string[] | null | undefined,
  sources: Sources,
  options: LoadOptions,
): Promise<PersonErased> {
  const input = { email: normaliseEmail(email) };
  const asked = await Promise.all(
    chooseConnectors('person.erase', named, sources).map(async (connector) =>
      resultOf(connector, attemptOf(await sources.load('person.erase', connector, input, options))),
    ),
  );
  const results = [...asked, ...(named == null ? unableToErase(sources) : [])];
  return { complete: results.length > 0 && results.every(tookPart), results };
}

function unableToErase(sources: Sources): ErasureResult[] {
  const able = sources.offering('person.erase');
  const keepers = [...sources.offering('contact.byEmail'), ...sources.offering('audienceMember.byEmail')];
  return [...new Set(keepers)]
    .filter((connector) => !able.includes(connector))
    .map((connector) => ({ connector, status: 'UNSUPPORTED', ids: [], note: null, error: null }));
}

const STATUS_OF: Readonly<Record<ErasureStatus, ErasureResultStatus>> = {
  erased: 'ERASED',
  accepted: 'ACCEPTED',
  recoverable: 'RECOVERABLE',
  'not-found': 'NOT_FOUND',
};

function resultOf(connector: string, done: Attempt<ErasureOutcome>): ErasureResult {
  if (!done.ok) return { connector, status: 'FAILED', ids: [], note: null, error: done.error };
  const { status, ids, note } = done.value;
  return { connector, status: STATUS_OF[status], ids, note, error: null };
}

function tookPart({ status }: ErasureResult): boolean {
  return status !== 'FAILED' && status !== 'UNSUPPORTED';
}
