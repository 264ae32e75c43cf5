import type { Call } from '@selvedge/connector-api';
import { vendorFetch } from '@selvedge/connector-api/testing';
import { marketingApi } from '../marketing-api.js';

export interface FakeAnswer {
  status?: number;
  headers?: Readonly<Record<string, string>>;
  body: unknown;
}

/**
 * A call whose requests at v25.0 are answered by `answer`, given the path below the account act_7, or below the version
 * for what is not the account's.
 */
export function callTo(
  answer: (path: string, query: URLSearchParams, body: URLSearchParams) => FakeAnswer,
  settings: Readonly<Record<string, string>> = { adAccountId: '7' },
): { call: Call; asked: { path: string; query: URLSearchParams }[] } {
  const asked: { path: string; query: URLSearchParams }[] = [];
  const fetch = vendorFetch({
    connector: marketingApi('v25.0'),
    baseUrl: 'https://graph.facebook.test',
    credential: 'EAAtest',
    transport: async (href, { body: sent }) => {
      const url = new URL(href);
      const path = url.pathname.replace(/^\/v25\.0(\/act_7)?/, '');
      asked.push({ path, query: url.searchParams });
      const {
        status = 200,
        headers = {},
        body,
      } = answer(path, url.searchParams, new URLSearchParams(String(sent ?? '')));
      return new Response(JSON.stringify(body), { status, headers });
    },
  });
  return { call: { fetch, settings, signal: new AbortController().signal }, asked };
}

/** One page of a list; with a cursor when there are more. */
export function listed(data: readonly unknown[], after?: string): FakeAnswer {
  if (after === undefined) return { body: { data, paging: { cursors: { before: 'MAZ', after: 'MjQZ' } } } };
  return { body: { data, paging: { cursors: { before: 'MAZ', after }, next: 'https://graph.facebook.test/next' } } };
}

export function metaError(code: number, more: Readonly<Record<string, unknown>> = {}): FakeAnswer {
  const error = { message: 'no', type: 'OAuthException', code, is_transient: false, fbtrace_id: 'Atrace', ...more };
  return { status: 400, body: { error } };
}

/** Ids that the request's first filter asks for, and the field it asks in. */
export function filterOf(query: URLSearchParams): { field: string; value: string[] } {
  const [filter] = JSON.parse(query.get('filtering') ?? '[]') as { field: string; value: string[] }[];
  return filter ?? { field: '', value: [] };
}
