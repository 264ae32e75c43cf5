import { randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { parseEvents } from './conversion-event.js';
import { invalidParameter, unknownNode } from './graph-error.js';
import { paramsOf } from './params.js';
import { isPixelId, type PixelEvent, type Pixels } from './pixels.js';

const AGGREGATIONS: Readonly<Record<string, (event: PixelEvent) => string>> = {
  event: ({ name }) => name,
  event_source: ({ source }) => source,
};

interface OfPixel {
  Params: { id: string };
}

/** The Conversions API, and what a pixel has counted. */
export function registerEvents(scope: FastifyInstance, pixels: Pixels): void {
  scope.post<OfPixel>('/:id/events', { bodyLimit: MAX_BODY_BYTES }, async (request) => {
    const pixelId = existingPixel(request.params.id, 'post');
    const events = parseEvents(paramsOf(request).data, pixels.now());
    for (const event of events) pixels.receive(pixelId, event);
    return { events_received: events.length, messages: [], fbtrace_id: `A${randomBytes(16).toString('base64url')}` };
  });

  scope.get<OfPixel>('/:id/stats', async (request) => {
    const pixelId = existingPixel(request.params.id, 'get');
    const { aggregation = 'event' } = paramsOf(request);
    const by = AGGREGATIONS[aggregation];
    if (by === undefined) {
      throw invalidParameter(`Param aggregation must be one of {${Object.keys(AGGREGATIONS).join(', ')}}`);
    }
    const data = [...pixels.counts(pixelId, by)].map(([value, count]) => ({ value, count }));
    return { data: data.length === 0 ? [] : [{ aggregation, start_time: hour(pixels.now()), data }] };
  });
}

/** A thousand events with all their identifiers. */
const MAX_BODY_BYTES = 8 * 1024 * 1024;

function existingPixel(id: string, method: string): string {
  if (isPixelId(id)) return id;
  throw unknownNode(id, method);
}

function hour(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 13)}:00:00+0000`;
}
