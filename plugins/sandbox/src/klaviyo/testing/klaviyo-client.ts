import Fastify from 'fastify';
import { createWorld } from '../../world/create-world.js';
import { klaviyo } from '../klaviyo.js';
import { MEDIA_TYPES, type Revision } from '../revision.js';

export const NOW = Date.parse('2026-11-23T10:00:00Z');
export const world = createWorld({ people: 300, companies: 5, deals: 200, audiences: 24, adCampaigns: 0 });

export interface CallOptions {
  account?: string;
  body?: unknown;
  headers?: Readonly<Record<string, string>>;
}

/** Klaviyo without a network, spoken to in one revision. The clock stands still unless moved. */
export class KlaviyoClient {
  now = NOW;
  readonly app = Fastify();
  readonly #revision: Revision;

  constructor(revision: Revision = '2026-07-15', { quotas = true }: { quotas?: boolean } = {}) {
    this.#revision = revision;
    this.app.register(async (scope) => klaviyo.register(scope, { world, now: () => this.now, quotas }), {
      prefix: '/klaviyo',
    });
  }

  /** `call`: e.g. `GET /api/profiles`. */
  async call(call: string, { account = 'acme', body, headers = {} }: CallOptions = {}) {
    const [method = 'GET', path = '/'] = call.split(' ', 2);
    const answer = await this.app.inject({
      method: method as 'GET' | 'POST' | 'PATCH',
      url: `/klaviyo${path}`,
      headers: {
        authorization: `Klaviyo-API-Key pk_sandbox_${account}`,
        revision: this.#revision,
        ...(body === undefined ? {} : { 'content-type': MEDIA_TYPES[this.#revision] }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    const json: unknown = answer.body === '' ? undefined : JSON.parse(answer.body);
    return { status: answer.statusCode, headers: answer.headers, json };
  }
}
