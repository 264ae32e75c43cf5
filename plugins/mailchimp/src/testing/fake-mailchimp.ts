import type { Call } from '@selvedge/connector-api';
import { vendorFetch } from '@selvedge/connector-api/testing';
import mailchimp from '../index.js';

export interface FakeAnswer {
  status?: number;
  body: unknown;
}

/** A call whose requests are answered by path; what is not there gets Mailchimp's own 404. `asked`: what was sent. */
export function callTo(
  answers: Readonly<Record<string, FakeAnswer>>,
  settings: Readonly<Record<string, string>> = {},
): { call: Call; asked: URL[] } {
  const asked: URL[] = [];
  const fetch = vendorFetch({
    connector: mailchimp,
    baseUrl: 'https://us1.api.mailchimp.test',
    credential: 'key-us1',
    transport: async (href) => {
      const url = new URL(href);
      asked.push(url);
      const { status = 200, body } = answers[url.pathname] ?? problem(404, 'Resource Not Found');
      return new Response(JSON.stringify(body), { status });
    },
  });
  return { call: { fetch, settings, signal: new AbortController().signal }, asked };
}

/** A failure in Mailchimp's dialect, `application/problem+json`. */
export function problem(status: number, title: string, detail = ''): FakeAnswer {
  const type = 'https://mailchimp.com/developer/marketing/docs/errors/';
  return { status, body: { type, title, status, detail, instance: '0b6bd1d5' } };
}
