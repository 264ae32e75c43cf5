import type { FastifyInstance } from 'fastify';
import { findObject, type ObjectScope, requireObject } from './object-scope.js';

const gdprBody = {
  type: 'object',
  required: ['objectId'],
  properties: { objectId: { type: 'string' }, idProperty: { type: 'string' } },
};

/**
 * `gdpr-delete`: erases a contact for good. An e-mail address that matches none goes on the account's blocklist, and
 * no contact can be created with it any more.
 */
export function gdprRoutes(scope: FastifyInstance, contacts: ObjectScope): void {
  scope.post<{ Body: { objectId: string; idProperty?: string } }>(
    `${contacts.path}/gdpr-delete`,
    { schema: { body: gdprBody } },
    async (request, reply) => {
      const { objectId, idProperty } = request.body;
      const table = contacts.table(request);
      const found = findObject(contacts, table, objectId, idProperty);
      if (found) table.erase(found);
      else if (idProperty === 'email') table.block(objectId);
      else requireObject(contacts, table, objectId);
      return reply.code(204).send();
    },
  );
}
