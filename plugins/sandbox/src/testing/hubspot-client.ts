import type { FastifyInstance } from 'fastify';
import { hubspot } from '../hubspot/hubspot.js';
import { createServer } from '../server.js';
import type { World } from '../world/world.js';
import { smallWorld } from './small-world.js';

export const NOW = Date.UTC(2026, 1, 2, 12);

export interface Call {
  account?: string;
  /** Instead of the account's private-app token. */
  authorization?: string;
  body?: unknown;
}

/** HubSpot without a network: calls go straight into the server. The clock stands still unless moved. */
export class HubSpotClient {
  now = NOW;
  readonly server: FastifyInstance;

  constructor({ world = smallWorld(), quotas = true }: { world?: World; quotas?: boolean } = {}) {
    this.server = createServer({ world, vendors: [hubspot], now: () => this.now, quotas });
  }

  /** `call`: e.g. `GET /crm/v3/objects/contacts`. */
  async call(call: string, { account = 'demo', authorization, body }: Call = {}) {
    const [method = 'GET', path = '/'] = call.split(' ');
    const answer = await this.server.inject({
      method: method as 'GET' | 'POST' | 'PATCH' | 'DELETE',
      url: `/hubspot${path}`,
      headers: { authorization: authorization ?? `Bearer pat-sandbox-${account}`, host: 'sandbox.local:4010' },
      ...(body === undefined ? {} : { payload: body as object }),
    });
    return {
      status: answer.statusCode,
      headers: answer.headers,
      json: answer.body === '' ? undefined : answer.json(),
    };
  }
}
