import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Fault } from './faults.js';

/** How a struck call goes on: the vendor answers it after all, the fault has answered it, or nobody ever will. */
export type Injection = 'passed' | 'answered' | 'unanswered';

/** Applies a fault to a call. Aborting `closing` ends its latency. */
export async function inject(
  fault: Fault,
  request: FastifyRequest,
  reply: FastifyReply,
  closing: AbortSignal,
): Promise<Injection> {
  if (fault.latencyMs !== undefined && !(await waited(fault.latencyMs, closing))) {
    reply.hijack();
    return 'unanswered';
  }
  if (fault.blackHole || fault.reset) {
    reply.hijack();
    if (fault.reset) request.raw.socket.resetAndDestroy();
    return 'unanswered';
  }
  if (fault.malformed) {
    reply.code(200).type('application/json; charset=utf-8').send(TRUNCATED);
    return 'answered';
  }
  if (fault.status !== undefined || fault.body !== undefined) {
    const status = fault.status ?? 200;
    const body = fault.body ?? { message: `Fault ${fault.id} of the sandbox answers ${status}` };
    reply
      .code(status)
      .type('application/json; charset=utf-8')
      .headers(fault.headers ?? {})
      .send(typeof body === 'string' ? body : JSON.stringify(body));
    return 'answered';
  }
  return 'passed';
}

const TRUNCATED = '{"results":[{"id":"1","properties":{"ema';

async function waited(milliseconds: number, closing: AbortSignal): Promise<boolean> {
  try {
    await delay(milliseconds, undefined, { signal: closing });
    return true;
  } catch {
    return false;
  }
}
