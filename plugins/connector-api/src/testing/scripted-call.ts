import { readBody } from '../answer.js';
import type { Call, Connector } from '../connector.js';
import { vendorFetch } from './vendor-fetch.js';

/** A request as the vendor would get it. */
export interface ScriptedRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  /** Parsed JSON, or the text of another body, or null. */
  body: unknown;
}

export interface ScriptedAnswer {
  /** Default 200. */
  status?: number;
  headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  body: unknown;
}

export interface ScriptedCallOptions {
  connector: Pick<Connector, 'credential' | 'classify'>;
  answer: (request: ScriptedRequest) => ScriptedAnswer;
  settings?: Readonly<Record<string, string>>;
  idempotencyKey?: string;
}

/** A call whose vendor is a function, and the requests it got: for unit tests on recorded answers, without network. */
export function scriptedCall(options: ScriptedCallOptions): { call: Call; requests: readonly ScriptedRequest[] } {
  const { connector, settings = {}, idempotencyKey } = options;
  const requests: ScriptedRequest[] = [];
  const send = vendorFetch({
    connector,
    baseUrl: 'http://vendor.test',
    credential: 'scripted-secret',
    transport: async (url, init) => {
      const { pathname: path, searchParams: query } = new URL(url);
      const request = { method: init.method ?? 'GET', path, query, body: readBody(String(init.body ?? ''), null) };
      requests.push(request);
      const { status = 200, headers, body } = options.answer(request);
      return Response.json(body, { status, ...(headers === undefined ? {} : { headers }) });
    },
  });
  const call: Call = {
    signal: new AbortController().signal,
    fetch: send,
    settings,
    ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
  };
  return { call, requests };
}
