import Fastify from 'fastify';
import { createWorld } from '../../world/create-world.js';
import { mailchimp } from '../mailchimp.js';

export const world = createWorld({ people: 600, companies: 5, deals: 10, audiences: 3, adCampaigns: 0 });

export const listPath = `/mailchimp/3.0/lists/${world.audiences[0]?.id}`;

/** Calls the vendor on a server of its own, whose clock stands at 2026-11-23T10:00:00Z, as the account `acme`. */
export function mailchimpClient() {
  const app = Fastify();
  const now = () => Date.parse('2026-11-23T10:00:00Z');
  app.register(async (scope) => mailchimp.register(scope, { world, now }), { prefix: '/mailchimp' });

  return {
    app,
    get: (url: string, headers: object = ACME) => app.inject({ url, headers: { ...headers } }),
    send: (method: 'PUT' | 'PATCH' | 'POST' | 'DELETE', url: string, body?: object) =>
      app.inject({ method, url, headers: ACME, ...(body === undefined ? {} : { payload: body }) }),
  };
}

const ACME = { authorization: 'Bearer sandbox-acme-us1' };
