import type { FastifyInstance, FastifyRequest } from 'fastify';
import { versionName } from './api-version.js';
import { makeId } from './record-id.js';
import { DATA, type RoutesContext } from './routes-context.js';
import { SalesforceError } from './salesforce-error.js';
import { sobjectJson } from './sobject.js';
import { parseQuery } from './soql/parse.js';
import { runQuery } from './soql/run.js';

const LARGEST_BATCH = 2_000;
const SMALLEST_BATCH = 200;
/** Open queries of one account; the oldest is closed for a new one. */
const OPEN_QUERIES = 100;

interface QueryRequest {
  Querystring: { q?: string };
}

/** `query`, `queryAll` (with what is in the recycle bin) and their further pages. */
export function queryRoutes(scope: FastifyInstance, context: RoutesContext): void {
  let opened = 0;

  const run = (request: FastifyRequest<QueryRequest>, withDeleted: boolean) => {
    const { q } = request.query;
    if (!q) throw new SalesforceError(400, 'MALFORMED_QUERY', 'SOQL query is required');
    const query = parseQuery(q);
    const org = context.org(request);
    const found = runQuery(query, org.tables[query.definition.type], withDeleted);
    const version = versionName(request);
    const rows = found.map((record) => sobjectJson(query.definition, record, query.fields, version));
    const batchSize = batchSizeOf(request.headers['sforce-query-options']);
    if (rows.length <= batchSize) return page(request, '', { rows, batchSize }, 0);
    opened += 1;
    const locator = makeId('01g', opened);
    org.locators.set(locator, { rows, batchSize });
    if (org.locators.size > OPEN_QUERIES) org.locators.delete(org.locators.keys().next().value ?? '');
    return page(request, locator, { rows, batchSize }, 0);
  };

  // The published examples end the path with a slash.
  for (const slash of ['', '/']) {
    scope.get<QueryRequest>(`${DATA}/query${slash}`, async (request) => run(request, false));
    scope.get<QueryRequest>(`${DATA}/queryAll${slash}`, async (request) => run(request, true));
  }

  scope.get<{ Params: { locator: string } }>(`${DATA}/query/:locator`, async (request) => {
    const [, id = '', start = ''] = /^(\w+)-(\d+)$/.exec(request.params.locator) ?? [];
    const locator = context.org(request).locators.get(id);
    if (!locator) throw new SalesforceError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
    return page(request, id, locator, Number(start));
  });
}

function page(
  request: FastifyRequest,
  id: string,
  { rows, batchSize }: { rows: readonly object[]; batchSize: number },
  start: number,
): object {
  const end = start + batchSize;
  const done = end >= rows.length;
  const nextRecordsUrl = `/services/data/${versionName(request)}/query/${id}-${end}`;
  return { totalSize: rows.length, done, ...(done ? {} : { nextRecordsUrl }), records: rows.slice(start, end) };
}

function batchSizeOf(options: string | string[] | undefined): number {
  const wanted = Number(/batchSize=(\d+)/.exec(String(options ?? ''))?.[1] ?? LARGEST_BATCH);
  return Math.min(LARGEST_BATCH, Math.max(SMALLEST_BATCH, wanted));
}
