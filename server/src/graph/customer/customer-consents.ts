import type { ConsentRecord, Sourced } from '@selvedge/schema';
import type { GraphQLResolveInfo } from 'graphql';
import type { GraphContext } from '../../ports/index.js';
import { noteOrigin } from '../answer.js';
import { failureError } from '../coded-error.js';
import { chooseSomeConnectors } from '../lists/choose-connectors.js';
import type { CustomerRecord } from './customer-record.js';
import { unifiedList } from './unified-value.js';
import { unifiedEmails } from './unify.js';

/** A consent, and the address that it is about. */
export type CustomerConsent = Sourced<ConsentRecord> & { email: string };

/**
 * What every vendor has on record for each of a person's addresses, in configured order; a vendor that failed has its
 * error behind what it told. Throws `CAPABILITY_MISSING` when no vendor keeps consents: an empty list would be a claim.
 */
export async function customerConsents(
  customer: CustomerRecord,
  context: GraphContext,
  info: GraphQLResolveInfo,
): Promise<(CustomerConsent | Error)[]> {
  const { sources } = context;
  const emails = unifiedList('emails', customer, unifiedEmails, context, info);
  const vendors = await Promise.all(
    chooseSomeConnectors('consent.byEmail', null, sources).map((connector) =>
      Promise.all(
        emails.map(async (email) => ({ email, outcome: await sources.load('consent.byEmail', connector, email) })),
      ),
    ),
  );
  const consents: (CustomerConsent | Error)[] = [];
  for (const answers of vendors) {
    for (const { email, outcome } of answers) {
      if (!outcome.ok) continue;
      for (const consent of outcome.value ?? []) {
        noteOrigin(outcome.origin, context, info, consents.length);
        consents.push({ ...consent, email });
      }
    }
    const failure = answers.flatMap(({ outcome }) => (outcome.ok ? [] : [outcome.failure]))[0];
    if (failure !== undefined) consents.push(failureError(failure, context.now()));
  }
  return consents;
}
