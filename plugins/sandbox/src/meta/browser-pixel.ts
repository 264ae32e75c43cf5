import type { FastifyInstance } from 'fastify';
import { invalidParameter } from './graph-error.js';
import { isPixelId, type Pixels } from './pixels.js';

interface Query {
  /** Of the pixel. */
  id?: string;
  /** Name of the event. */
  ev?: string;
  /** Id of the event. */
  eid?: string;
}

/** `GET /tr`: how the pixel in a browser tells an event, by asking for an image; it needs no token. */
export function registerBrowserPixel(scope: FastifyInstance, pixels: Pixels): void {
  scope.get<{ Querystring: Query }>('/tr', async ({ query: { id = '', ev: name = 'PageView', eid } }, reply) => {
    if (!isPixelId(id)) throw invalidParameter('Param id must be the id of a pixel');
    pixels.receive(id, { name, id: eid, time: Math.floor(pixels.now() / 1_000), source: 'browser' });
    return reply.type('image/gif').send(TRANSPARENT_DOT);
  });
}

const TRANSPARENT_DOT = Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64');
