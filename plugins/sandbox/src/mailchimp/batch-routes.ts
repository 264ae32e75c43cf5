import { randomUUID } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { parseOperations } from './batch-operation.js';
import { type Batch, Batches, resultsArchive } from './batches.js';
import { accountOf } from './credentials.js';
import { pageOf, parsePage } from './page.js';
import { notFound, Problem } from './problem.js';
import type { MailchimpRoutes } from './routes-context.js';
import { selfLink, wireInstant } from './wire.js';

interface OfBatch {
  Params: { id: string };
}

/** Where results lie: outside the API, at an address that needs no key and is good for ten minutes. */
export const RESULTS_PATH = '/batch-results';
const RESULTS_LIFE_MS = 10 * 60_000;
/** Thousands of operations. */
const MAX_BODY_BYTES = 16 * 1024 * 1024;

/** `/batches` below the API, and the results beside it. `root`: the vendor's whole scope. */
export function registerBatches(scope: FastifyInstance, root: FastifyInstance, routes: MailchimpRoutes): void {
  const { now } = routes.context;
  const accounts = new Map<string, Batches>();
  const published = new Map<string, { batch: Batch; until: number }>();

  scope.post('/batches', { bodyLimit: MAX_BODY_BYTES }, async (request) => {
    const batch = batchesFor(request).start(parseOperations(request.body));
    return wireBatch(batch, '');
  });

  scope.get<{ Querystring: { count?: string; offset?: string } }>('/batches', async (request) => {
    const batches = batchesFor(request).list();
    const wire = pageOf(batches, parsePage(request.query)).map((batch) => wireBatch(batch, ''));
    return { batches: wire, total_items: batches.length, _links: selfLink('/batches') };
  });

  scope.get<OfBatch>('/batches/:id', async (request) => {
    const batches = batchesFor(request);
    const batch = batches.advance(existing(batches, request.params.id));
    return wireBatch(batch, batch.status === 'finished' ? publish(batch, request) : '');
  });

  scope.delete<OfBatch>('/batches/:id', async (request, reply) => {
    if (!batchesFor(request).remove(request.params.id)) throw notFound();
    return reply.code(204).send();
  });

  root.get<{ Params: { file: string } }>(`${RESULTS_PATH}/:file`, async (request, reply) => {
    const results = published.get(request.params.file);
    if (results === undefined || results.until <= now()) throw new Problem(403, 'Access Denied', 'Request has expired');
    return reply.type('application/octet-stream').send(resultsArchive(results.batch));
  });

  function batchesFor(request: FastifyRequest): Batches {
    const account = accountOf(request.headers) ?? '';
    const batches = accounts.get(account) ?? new Batches(routes.membersFor(request), now);
    accounts.set(account, batches);
    return batches;
  }

  function publish(batch: Batch, request: FastifyRequest): string {
    const file = `${batch.id}-${randomUUID()}.tar.gz`;
    published.set(file, { batch, until: now() + RESULTS_LIFE_MS });
    return `${request.protocol}://${request.host}${root.prefix}${RESULTS_PATH}/${file}`;
  }
}

function existing(batches: Batches, id: string): Batch {
  const batch = batches.find(id);
  if (batch === undefined) throw notFound();
  return batch;
}

/** The vendor writes an instant that has not come, and an address that is not there yet, as the empty string. */
function wireBatch(batch: Batch, responseBodyUrl: string) {
  const { id, status, operations, results, submittedAt, completedAt } = batch;
  return {
    id,
    status,
    total_operations: operations.length,
    finished_operations: results.length,
    errored_operations: results.filter(({ status_code: code }) => code >= 400).length,
    submitted_at: wireInstant(submittedAt),
    completed_at: completedAt === null ? '' : wireInstant(completedAt),
    response_body_url: responseBodyUrl,
    _links: selfLink(`/batches/${id}`),
  };
}
