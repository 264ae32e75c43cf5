import Fastify from 'fastify';
import type { Vendor } from '../../vendor.js';
import { createWorld } from '../../world/create-world.js';
import { meta } from '../meta.js';

export const world = createWorld({ people: 0, companies: 0, deals: 0, audiences: 0, adCampaigns: 12, days: 20 });

/** Calls the vendor on a server of its own; a structured parameter goes out as JSON. */
export function metaClient(vendor: Vendor = meta, now: () => number = () => Date.parse('2026-11-23T10:00:00Z')) {
  const app = Fastify();
  app.register(async (scope) => vendor.register(scope, { world, now }), { prefix: '/meta' });

  async function call(method: 'GET' | 'POST' | 'DELETE', path: string, params: object = {}, token?: string) {
    const query = Object.fromEntries(
      Object.entries(params).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
    );
    const answer = await app.inject({
      method,
      url: `/meta${path}`,
      query,
      headers: { authorization: `Bearer ${token ?? 'EAAsandbox-acme'}` },
    });
    return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
  }

  return {
    app,
    call,
    get: (path: string, params?: object, token?: string) => call('GET', path, params, token),
    post: (path: string, params?: object, token?: string) => call('POST', path, params, token),
  };
}
