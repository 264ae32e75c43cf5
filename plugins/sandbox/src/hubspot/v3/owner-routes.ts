import type { FastifyInstance } from 'fastify';
import type { WorldOwner } from '../../world/world.js';
import { HubSpotError, validationError } from '../hubspot-error.js';
import { isoOf } from './object-json.js';

interface OwnerQuery {
  limit: number;
  after: string;
  archived: boolean;
  email?: string;
}

const ownerQuery = {
  type: 'object',
  properties: {
    limit: { type: 'integer', minimum: 1, default: 100 },
    after: { type: 'string', pattern: '^\\d+$', default: '0' },
    archived: { type: 'boolean', default: false },
    email: { type: 'string' },
  },
};

/** Owners, read-only. Those who have left are archived and only shown when asked for. */
export function ownerRoutes(scope: FastifyInstance, path: string, owners: readonly WorldOwner[]): void {
  scope.get<{ Querystring: OwnerQuery }>(path, { schema: { querystring: ownerQuery } }, async (request) => {
    const { limit, after, archived, email } = request.query;
    if (limit > 500) throw validationError(`limit must be 500 or less, but was ${limit}`);
    const shown = owners.filter(
      (owner) => isArchived(owner) === archived && (email === undefined || owner.email === email.toLowerCase()),
    );
    const start = Number(after);
    const end = start + limit;
    return {
      results: shown.slice(start, end).map(ownerJson),
      ...(end < shown.length ? { paging: { next: { after: String(end) } } } : {}),
    };
  });

  scope.get<{ Params: { id: string }; Querystring: Pick<OwnerQuery, 'archived'> }>(
    `${path}/:id`,
    { schema: { querystring: ownerQuery } },
    async (request) => {
      const owner = owners.find(({ id }) => String(id) === request.params.id);
      if (owner && isArchived(owner) === request.query.archived) return ownerJson(owner);
      throw new HubSpotError(404, {
        message: `No owner exists for the id ${request.params.id}`,
        category: 'OBJECT_NOT_FOUND',
      });
    },
  );
}

function isArchived({ leftAt }: WorldOwner): boolean {
  return leftAt !== null;
}

function ownerJson(owner: WorldOwner): object {
  const userId = owner.id - 30_000_000;
  return {
    id: String(owner.id),
    email: owner.email,
    type: 'PERSON',
    firstName: owner.givenName,
    lastName: owner.familyName,
    // A user who has left has no id of his own any more.
    ...(isArchived(owner) ? {} : { userId }),
    userIdIncludingInactive: userId,
    createdAt: isoOf(owner.createdAt),
    updatedAt: isoOf(owner.updatedAt),
    archived: isArchived(owner),
  };
}
