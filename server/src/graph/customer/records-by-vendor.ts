import type { GraphQLResolveInfo } from 'graphql';
import type { GraphContext } from '../../ports/index.js';
import { noteOrigin } from '../answer.js';
import { failureError } from '../coded-error.js';
import type { CustomerRecord } from './customer-record.js';
import type { PersonRecord } from './person-record.js';

/** A person's records in the configured order of vendors; a vendor that failed has its error behind what it told. */
export function recordsByVendor(
  { known, failures }: CustomerRecord,
  context: GraphContext,
  info: GraphQLResolveInfo,
): (PersonRecord | Error)[] {
  const records: (PersonRecord | Error)[] = [];
  for (const connector of vendorsInOrder(known, context)) {
    for (const { record, origin } of known.filter(({ record }) => record.source.connector === connector)) {
      noteOrigin(origin, context, info, records.length);
      records.push(record);
    }
    const failure = failures.find((candidate) => candidate.connector === connector);
    if (failure !== undefined) records.push(failureError(failure, context.now()));
  }
  return records;
}

/** Vendors that are asked for every person, then those that only a link led to. */
function vendorsInOrder(known: CustomerRecord['known'], { sources }: GraphContext): Set<string> {
  return new Set([
    ...sources.offering('contact.byEmail'),
    ...sources.offering('audienceMember.byEmail'),
    ...sources.offering('contact.byId'),
    ...known.map(({ record }) => record.source.connector),
  ]);
}
