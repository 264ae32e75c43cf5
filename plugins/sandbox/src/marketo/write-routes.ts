import type { FastifyInstance } from 'fastify';
import { MarketoError, requestId } from './marketo-error.js';
import { type FilterQuery, filterLeads, type LeadsOf } from './read-routes.js';
import { checkedInput, parseSync, syncLeads } from './sync-leads.js';

interface DeleteBody {
  input?: { id?: number | string }[];
}

/** Sync and delete; a read whose address would be too long comes as a form to the path of the sync. */
export function writeRoutes(scope: FastifyInstance, leadsOf: LeadsOf, now: () => number): void {
  scope.post<{ Querystring: FilterQuery & { _method?: string } }>('/leads.json', async (request) => {
    const leads = leadsOf(request);
    const { body } = request;
    if (request.query._method === 'GET') {
      const form = typeof body === 'string' ? Object.fromEntries(new URLSearchParams(body)) : {};
      return filterLeads(leads, { ...request.query, ...form });
    }
    if (typeof body === 'string') throw new MarketoError('612', 'Invalid Content Type');
    return { ...requestId(), result: await syncLeads(leads, parseSync(body), now()), success: true };
  });

  scope.post<{ Body: DeleteBody | null; Querystring: { id?: string } }>('/leads/delete.json', async (request) => {
    const leads = leadsOf(request);
    const named = request.query.id?.split(',').map((id) => ({ id }));
    const result = checkedInput(request.body?.input ?? named).map(({ id }) => {
      const lead = leads.get(Number(id));
      if (!lead) {
        return { id: Number(id), status: 'skipped', reasons: [{ code: '1004', message: 'Lead not found' }] };
      }
      leads.delete(lead.id);
      return { id: lead.id, status: 'deleted' };
    });
    return { ...requestId(), result, success: true };
  });
}
