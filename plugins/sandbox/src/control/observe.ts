import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Vendor } from '../vendor.js';
import type { CallLog } from './calls.js';
import type { FaultBook } from './faults.js';
import { inject } from './inject.js';

/** Puts counting and faults before everything else on a vendor's scope. */
export function observe(
  scope: FastifyInstance,
  vendor: Vendor,
  { calls, faults, closing }: { calls: CallLog; faults: FaultBook; closing: AbortSignal },
): void {
  const prefix = `/${vendor.id}`;
  const endings = new WeakMap<FastifyRequest, (status: number | 'none') => void>();

  scope.addHook('onRequest', async (request, reply) => {
    const template = request.is404 ? undefined : request.routeOptions.url;
    const account = vendor.accountOf(request.headers);
    const ended = calls.begin({
      vendor: vendor.id,
      account,
      method: request.method,
      route: template?.slice(prefix.length) ?? '*',
    });
    endings.set(request, ended);
    const path = request.url.slice(prefix.length).split('?', 1)[0] ?? '';
    const fault = faults.strike({ vendor: vendor.id, account, method: request.method, path });
    if (!fault) return;
    const injection = await inject(fault, request, reply, closing);
    if (injection === 'unanswered') ended('none');
    if (injection !== 'passed') return reply;
  });

  scope.addHook('onSend', async (request, reply) => {
    endings.get(request)?.(reply.statusCode);
  });
}
