import Fastify from 'fastify';
import type { Vendor } from '../../vendor.js';
import { createWorld } from '../../world/create-world.js';
import { googleAds } from '../google-ads.js';

export const world = createWorld({ people: 5, companies: 1, deals: 2, audiences: 0, adCampaigns: 1, days: 20 });
export const NOW = Date.parse('2026-11-23T10:00:00Z');

export interface GoogleAdsAnswer {
  status: number;
  // The shapes of answers are what the tests are about.
  body: ReturnType<typeof JSON.parse>;
}

/** Calls the vendor on a server of its own, as `acme` with a good developer token. */
export function googleAdsClient(vendor: Vendor = googleAds, now: () => number = () => NOW) {
  const app = Fastify();
  app.register(async (scope) => vendor.register(scope, { world, now }), { prefix: '/google-ads' });

  async function post(path: string, payload: object, headers: Record<string, string> = {}): Promise<GoogleAdsAnswer> {
    const answer = await app.inject({
      method: 'POST',
      url: `/google-ads${path}`,
      payload,
      headers: { authorization: 'Bearer ya29.sandbox-acme', 'developer-token': 'dev-sandbox-1', ...headers },
    });
    const isJson = String(answer.headers['content-type']).startsWith('application/json');
    return { status: answer.statusCode, body: isJson ? answer.json() : answer.body };
  }

  return {
    post,
    stream: (query: string, version = 'v25') =>
      post(`/${version}/customers/1234567890/googleAds:searchStream`, { query }),
    search: (body: object, version = 'v25') => post(`/${version}/customers/1234567890/googleAds:search`, body),
    upload: (conversions: readonly object[], version = 'v25') =>
      post(`/${version}/customers/1234567890:uploadClickConversions`, { conversions, partialFailure: true }),
  };
}

/** The only error of a refusal, streamed or not. */
export function errorOf({ body }: GoogleAdsAnswer) {
  const { error } = Array.isArray(body) ? body[0] : body;
  return { status: error.status, ...error.details[0].errors[0] };
}
