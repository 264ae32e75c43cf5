import type { FastifyInstance } from 'fastify';
import { createServer } from '../../server.js';
import { createWorld } from '../../world/create-world.js';
import type { World } from '../../world/world.js';
import { salesforce } from '../salesforce.js';

export const NOW = Date.UTC(2026, 10, 22, 12);

export const world: World = createWorld({
  people: 120,
  companies: 8,
  deals: 20,
  opportunities: 30,
  audiences: 1,
  adCampaigns: 1,
  days: 3,
});

export interface Call {
  account?: string;
  /** Instead of the account's session. */
  authorization?: string;
  headers?: Readonly<Record<string, string>>;
  body?: unknown;
}

/** Salesforce without a network: calls go straight into the server. The clock stands still unless moved. */
export class SalesforceClient {
  now = NOW;
  readonly server: FastifyInstance;

  constructor({ quotas = true }: { quotas?: boolean } = {}) {
    this.server = createServer({ world, vendors: [salesforce], now: () => this.now, quotas });
  }

  /** `call`: e.g. `GET /services/data/v66.0/limits`. */
  async call(call: string, { account = 'demo', authorization, headers = {}, body }: Call = {}) {
    const at = call.indexOf(' ');
    const answer = await this.server.inject({
      method: call.slice(0, at) as 'GET' | 'POST' | 'PATCH' | 'DELETE',
      url: `/salesforce${call.slice(at + 1)}`,
      headers: {
        authorization: authorization ?? `Bearer 00Dsandbox-${account}`,
        host: 'sandbox.local:4010',
        ...headers,
      },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    const isJson = String(answer.headers['content-type'] ?? '').includes('json');
    return { status: answer.statusCode, headers: answer.headers, json: isJson ? answer.json() : undefined };
  }

  query(soql: string, call: Call = {}) {
    return this.call(`GET /services/data/v66.0/query?${new URLSearchParams({ q: soql })}`, call);
  }

  /** The token endpoint's answer to a form. */
  token(form: Readonly<Record<string, string>>) {
    return this.call('POST /services/oauth2/token', {
      authorization: '',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams(form).toString(),
    });
  }
}
