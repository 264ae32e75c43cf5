import type { FastifyInstance } from 'fastify';
import { createServer } from '../server.js';
import { smallWorld } from '../testing/small-world.js';
import type { MarketoLead, World } from '../world/world.js';
import { marketo } from './marketo.js';

const CREATED = Date.UTC(2026, 0, 5, 10);
const UPDATED = Date.UTC(2026, 1, 1, 8, 30);
export const NOW = Date.UTC(2026, 1, 2, 12);

/** Ada twice under one address, and Grace. */
export function marketoWorld(): World {
  const lead = (id: number, email: string, more: Partial<MarketoLead> = {}): MarketoLead => ({
    id,
    personIndex: 1,
    email,
    givenName: 'Ada',
    familyName: 'Byron',
    phone: null,
    leadSource: 'Paid Social',
    createdAt: CREATED,
    updatedAt: UPDATED,
    ...more,
  });
  const marketoLeads = [
    lead(11, 'Ada@example.org', { phone: '+44-20-7946-0000' }),
    lead(12, 'ada@example.org', { updatedAt: UPDATED + 1_000 }),
    lead(13, 'grace@example.org', { personIndex: 2, givenName: 'Grace' }),
  ];
  return { ...smallWorld(), marketoLeads };
}

interface Call {
  account?: string;
  /** Instead of the account's token. */
  authorization?: string;
  body?: unknown;
  form?: Readonly<Record<string, string>>;
}

/** Marketo without a network: calls go straight into the server. The clock stands still unless moved. */
export class MarketoClient {
  now = NOW;
  readonly server: FastifyInstance;

  constructor({ quotas = true, world = marketoWorld() }: { quotas?: boolean; world?: World } = {}) {
    this.server = createServer({ world, vendors: [marketo], now: () => this.now, quotas });
  }

  /** Answer of the identity service for an account's client. */
  async token(account = 'demo') {
    const query = `grant_type=client_credentials&client_id=sandbox-${account}&client_secret=secret-sandbox-${account}`;
    const answer = await this.server.inject({ url: `/marketo/identity/oauth/token?${query}` });
    return answer.json<{ access_token: string; expires_in: number }>();
  }

  /** `call`: e.g. `GET /leads.json?filterType=id&filterValues=11`. */
  async call(call: string, { account = 'demo', authorization, body, form }: Call = {}) {
    const [method = 'GET', path = '/'] = call.split(' ');
    const answer = await this.server.inject({
      method: method as 'GET' | 'POST',
      url: `/marketo/rest/v1${path}`,
      headers: {
        authorization: authorization ?? `Bearer ${(await this.token(account)).access_token}`,
        ...(form === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(body === undefined ? {} : { payload: body as object }),
      ...(form === undefined ? {} : { payload: new URLSearchParams(form).toString() }),
    });
    return { status: answer.statusCode, json: answer.headers['content-type']?.includes('json') ? answer.json() : null };
  }
}

/** What a refusal with this code looks like. */
export function refusal(code: string) {
  return { status: 200, json: { success: false, errors: [{ code }] } };
}
