import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/**
 * Answers with a stream of GraphQL over SSE, distinct connections mode: an event `next` for each result, then `complete`
 * (https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md). The next result is asked for when the last one has been
 * taken by the connection, so that a caller who does not read holds up a few of them and not all: the protocol's own library
 * queues without bound. When the caller goes away, the results are told to return at once.
 */
export function sendEvents<R>(
  reply: FastifyReply,
  results: AsyncGenerator<R>,
  told: (result: R) => object,
): FastifyReply {
  // A generator that waits for a result hears of no return; what it waits for does.
  reply.raw.once('close', () => void results.return(undefined));
  return reply
    .headers({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache, no-transform',
      // Told to proxies that collect an answer before they pass it on.
      'x-accel-buffering': 'no',
    })
    .send(Readable.from(eventsOf(results, told), { objectMode: false, highWaterMark: HIGH_WATER_BYTES }));
}

const HIGH_WATER_BYTES = 16 * 1024;

async function* eventsOf<R>(results: AsyncGenerator<R>, told: (result: R) => object): AsyncGenerator<string> {
  // Something at once, so that whoever connects knows that it holds.
  yield ':\n\n';
  for await (const result of results) yield `event: next\ndata: ${JSON.stringify(told(result))}\n\n`;
  yield 'event: complete\ndata:\n\n';
}
