import type {
  ConversionDestination,
  ConversionEventInput,
  ConversionOutcome,
  ConversionResult,
  ConversionStatus,
} from '@selvedge/schema';
import type { Sources } from '../../ports/index.js';
import { type Attempt, attempt } from './attempt.js';
import { conversionEventOf } from './conversion-event.js';

/** Tells every event to every destination; the results are in input order. */
export function sendConversions(
  events: readonly ConversionEventInput[],
  destinations: readonly string[],
  sources: Sources,
): Promise<ConversionResult[]> {
  return Promise.all(
    events.map(async (input) => {
      const event = conversionEventOf(input);
      const told = await Promise.all(
        destinations.map(async (connector) =>
          destinationOf(connector, await attempt(event, (given) => sources.load('conversion.send', connector, given))),
        ),
      );
      return { eventId: input.eventId, status: statusOf(told), destinations: told };
    }),
  );
}

function destinationOf(connector: string, done: Attempt<ConversionOutcome>): ConversionDestination {
  if (!done.ok) return { connector, status: 'FAILED', matchQuality: null, error: done.error };
  const { status, matchQuality } = done.value;
  return { connector, status: status === 'duplicate' ? 'DUPLICATE' : 'RECEIVED', matchQuality, error: null };
}

function statusOf(destinations: readonly ConversionDestination[]): ConversionStatus {
  const failed = destinations.filter(({ status }) => status === 'FAILED').length;
  if (failed === 0) return 'RECEIVED';
  return failed === destinations.length ? 'FAILED' : 'PARTIAL';
}
