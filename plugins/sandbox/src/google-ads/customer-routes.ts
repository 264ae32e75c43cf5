import type { FastifyInstance, FastifyRequest } from 'fastify';
import { accountOf } from '../google/credential.js';
import type { World } from '../world/world.js';
import { CUSTOMER_ID } from './customer.js';
import { parseGaql } from './gaql.js';
import { refusal, requestId, type Version } from './google-ads-error.js';
import { camelCased, renderRow } from './render-row.js';
import { runQuery } from './run-query.js';
import { createTables } from './tables.js';
import { UploadedConversions } from './upload-conversions.js';

/** Rows of one page and of one chunk of a stream; callers cannot choose. */
const PAGE_SIZE = 10_000;

interface OfCustomer {
  Params: { customer: string };
  Body: { query?: unknown; pageToken?: unknown; pageSize?: unknown; conversions?: unknown } | null;
}

export interface CustomerContext {
  world: World;
  version: Version;
  /** Counts a request's operations and refuses those that are too many. */
  take: (request: FastifyRequest, count: number) => void;
  /** By account, shared by all versions. */
  uploads: Map<string, UploadedConversions>;
}

/** What can be asked of a customer. */
export function customerRoutes(api: FastifyInstance, { world, version, take, uploads }: CustomerContext): void {
  const tables = createTables(world, version);

  api.get('/customers::listAccessibleCustomers', async (request) => {
    take(request, 1);
    return { resourceNames: [`customers/${CUSTOMER_ID}`] };
  });

  api.post<OfCustomer>('/customers/:customer/googleAds::searchStream', async (request) => {
    const { rows, fieldMask } = search(request);
    const chunks = [];
    for (let start = 0; start < Math.max(rows.length, 1); start += PAGE_SIZE) {
      const results = rows.slice(start, start + PAGE_SIZE);
      chunks.push({ ...(results.length > 0 ? { results } : {}), fieldMask, requestId: requestId() });
    }
    return chunks;
  });

  api.post<OfCustomer>('/customers/:customer/googleAds::search', async (request) => {
    if (request.body?.pageSize !== undefined) {
      const message =
        'Setting the page size is not supported. Search Responses will have fixed page size of 10000 rows.';
      throw refusal('INVALID_ARGUMENT', 'requestError', 'PAGE_SIZE_NOT_SUPPORTED', message);
    }
    const { rows, fieldMask } = search(request);
    const start = startOf(request.body?.pageToken);
    const results = rows.slice(start, start + PAGE_SIZE);
    const next = start + PAGE_SIZE < rows.length ? { nextPageToken: tokenAt(start + PAGE_SIZE) } : {};
    return { ...(results.length > 0 ? { results } : {}), ...next, fieldMask };
  });

  api.post<OfCustomer>('/customers/:customer(^\\d+)::uploadClickConversions', async (request) => {
    requireCustomer(request);
    const account = accountOf(request.headers) ?? '';
    const uploaded = uploads.get(account) ?? new UploadedConversions();
    uploads.set(account, uploaded);
    take(request, Array.isArray(request.body?.conversions) ? request.body.conversions.length : 1);
    return uploaded.upload(request.body, version);
  });

  function search(request: FastifyRequest<OfCustomer>) {
    requireCustomer(request);
    take(request, 1);
    const query = parseGaql(String(request.body?.query ?? ''));
    const rows = runQuery(tables, query).map((facts) => renderRow(facts, query.fields));
    return { rows, fieldMask: query.fields.map(camelCased).join(',') };
  }
}

function requireCustomer({ params }: FastifyRequest<OfCustomer>): void {
  if (params.customer === CUSTOMER_ID) return;
  const message =
    "User doesn't have permission to access customer. Note: If you're accessing a client customer, the manager's customer id must be set in the 'login-customer-id' header.";
  throw refusal('PERMISSION_DENIED', 'authorizationError', 'USER_PERMISSION_DENIED', message);
}

/** Opaque to callers, as the vendor's are. */
function tokenAt(position: number): string {
  return Buffer.from(`rows:${position}`).toString('base64url');
}

function startOf(token: unknown): number {
  if (token === undefined || token === '') return 0;
  const position = /^rows:(\d+)$/.exec(Buffer.from(String(token), 'base64url').toString('latin1'))?.[1];
  if (position === undefined) {
    throw refusal('INVALID_ARGUMENT', 'requestError', 'INVALID_PAGE_TOKEN', 'Page token is invalid.');
  }
  return Number(position);
}
