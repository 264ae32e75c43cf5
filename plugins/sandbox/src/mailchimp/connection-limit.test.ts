import Fastify from 'fastify';
import { describe, expect, it } from 'vitest';
import { createWorld } from '../world/create-world.js';
import { mailchimp } from './mailchimp.js';

const world = createWorld({ people: 0, companies: 0, deals: 0, audiences: 0, adCampaigns: 0 });
const auth = { authorization: 'Bearer sandbox-acme-us1' };

describe('the limit of simultaneous connections', () => {
  it('refuses an account’s eleventh open request, spares other accounts, and ends with the answers', async () => {
    const gate = Promise.withResolvers<void>();
    const arrivals = Promise.withResolvers<void>();
    let arrived = 0;
    const gated = Fastify();
    gated.addHook('preHandler', async () => {
      arrived++;
      if (arrived === 10) arrivals.resolve();
      await gate.promise;
    });
    gated.register(async (scope) => mailchimp.register(scope, { world, now: Date.now }), { prefix: '/mailchimp' });
    const ping = (headers: Record<string, string>) => gated.inject({ url: '/mailchimp/3.0/ping', headers });

    const open = Array.from({ length: 10 }, () => ping(auth).then((answer) => answer.statusCode));
    await arrivals.promise;
    const refused = await ping(auth);
    expect(refused.statusCode).toBe(429);
    expect(refused.json()).toMatchObject({ title: 'Too Many Requests', status: 429 });
    const spared = ping({ authorization: 'Bearer sandbox-globex-us1' });
    gate.resolve();
    expect(await Promise.all(open)).toEqual(Array(10).fill(200));
    expect((await spared).statusCode).toBe(200);
    expect((await ping(auth)).statusCode).toBe(200);
    await gated.close();
  });

  it('counts requests from their arrival, also those that something holds back before the vendor', async () => {
    const gate = Promise.withResolvers<void>();
    const arrivals = Promise.withResolvers<void>();
    let arrived = 0;
    const gated = Fastify();
    gated.addHook('onRequest', async () => {
      arrived++;
      if (arrived === 10) arrivals.resolve();
      if (arrived <= 10) await gate.promise;
    });
    gated.register(async (scope) => mailchimp.register(scope, { world, now: Date.now }), { prefix: '/mailchimp' });
    const url = `${await gated.listen({ port: 0, host: '127.0.0.1' })}/mailchimp/3.0/ping`;

    const held = Array.from({ length: 10 }, () => fetch(url, { headers: auth }).then((answer) => answer.status));
    await arrivals.promise;
    expect((await fetch(url, { headers: auth })).status).toBe(429);
    gate.resolve();
    expect(await Promise.all(held)).toEqual(Array(10).fill(200));
    await gated.close();
  });

  it('is off without quotas', async () => {
    const free = Fastify();
    free.register(async (scope) => mailchimp.register(scope, { world, now: Date.now, quotas: false }), {
      prefix: '/mailchimp',
    });
    const pings = Array.from({ length: 30 }, () => free.inject({ url: '/mailchimp/3.0/ping', headers: auth }));
    expect(new Set((await Promise.all(pings)).map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    await free.close();
  });
});
