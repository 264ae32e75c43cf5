import { type Call, type CapabilityImplementation, VendorError } from '@selvedge/connector-api';
import { callAt } from '@selvedge/meta-wire';
import type { ConversionOutcome } from '@selvedge/schema';
import { z } from 'zod';
import { INVALID_PARAMETER } from './classify.js';
import { sendApart } from './send-apart.js';
import { type Destination, destinationOf } from './settings.js';
import { matchQuality } from './user-data.js';
import { type WireEvent, wireEvent } from './wire-event.js';

/**
 * Sends conversions in one request. One that Meta would refuse is kept out of it; should Meta refuse the request all
 * the same, the rest is sent again without the culprit, which is harmless: Meta counts an `event_id` once.
 *
 * Meta does not say which events it had already, from the browser or from an earlier request: `duplicate` is told of
 * those that stand twice in the batch. `now`: epoch milliseconds.
 */
export function conversionSend(now: () => number = Date.now): CapabilityImplementation<'conversion.send'> {
  return {
    maxBatch: LARGEST_BATCH,
    run: async (events, call) => {
      const destination = destinationOf(call.settings);
      const nowMs = now();
      const prepared = events.map((event) => wireEvent(event, destination.actionSource, nowMs));
      const distinct = new Map<string, WireEvent>();
      for (const event of prepared) {
        if (!(event instanceof VendorError) && !distinct.has(keyOf(event))) distinct.set(keyOf(event), event);
      }
      const send = (part: readonly WireEvent[]) => sendEvents(part, destination, callAt('v25.0', call));
      const refused = await sendApart([...distinct.values()], send, isAboutAnEvent);
      return prepared.map((event) => {
        if (event instanceof VendorError) return event;
        const first = distinct.get(keyOf(event)) ?? event;
        return refused.get(first) ?? outcomeOf(event, first);
      });
    },
  };
}

const LARGEST_BATCH = 1_000;

async function sendEvents(events: readonly WireEvent[], destination: Destination, call: Call): Promise<void> {
  const { pixelId, testEventCode } = destination;
  const { body } = await call.fetch({
    method: 'POST',
    path: `/${pixelId}/events`,
    json: { data: events, ...(testEventCode === null ? {} : { test_event_code: testEventCode }) },
    idempotent: true,
    answer: z.object({ events_received: z.int() }),
  });
  if (body.events_received === events.length) return;
  const message = `Meta received ${body.events_received} of ${events.length} conversions and did not say which.`;
  throw new VendorError({ class: 'transient', message });
}

function isAboutAnEvent({ failure }: VendorError): boolean {
  return failure.class === 'invalid' && failure.vendorCode === INVALID_PARAMETER;
}

/** Meta takes events of the same name and id for one. */
function keyOf({ event_name: name, event_id: id }: WireEvent): string {
  return JSON.stringify([name, id]);
}

function outcomeOf(event: WireEvent, first: WireEvent): ConversionOutcome {
  return { status: event === first ? 'received' : 'duplicate', matchQuality: matchQuality(event.user_data) };
}
