import { GraphQLError } from 'graphql';
import { decodeGlobalId } from '../global-id.js';
import { type Attempt, refused } from './attempt.js';

/** The vendor's own id of one of a connector's audiences by its global one; null stands for the account as a whole. */
export function audienceIdOf(globalId: string | null | undefined, connector: string): Attempt<string | null> {
  if (globalId == null) return { ok: true, value: null };
  try {
    const { kind, connector: owner, id } = decodeGlobalId(globalId);
    if (kind === 'Audience' && owner === connector) return { ok: true, value: id };
    return refused(
      `Expected "audienceId" to be the id of an audience of "${connector}", but it names ${kind} of "${owner}".`,
    );
  } catch (error) {
    if (error instanceof GraphQLError) return refused(error.message);
    throw error;
  }
}
