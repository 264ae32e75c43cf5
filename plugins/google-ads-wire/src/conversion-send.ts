import { type Call, type CapabilityImplementation, invalid, VendorError } from '@selvedge/connector-api';
import type { ConversionEvent, ConversionOutcome } from '@selvedge/schema';
import { z } from 'zod';
import { conversionAction } from './conversion-actions.js';
import { customerPath, loginHeaders } from './customer.js';
import type { Dialect } from './dialect.js';
import { type AdsError, adsErrors } from './failure.js';

/** Most conversions of one upload: TOO_MANY_CONVERSIONS_IN_REQUEST from 2,001 on. */
const LARGEST_UPLOAD = 2_000;

/**
 * Uploads click conversions. The event's id goes as order id, which Google counts once for each conversion action; the
 * same id again, in one batch or later, is a duplicate. An event without `gclid` is refused, the others go on.
 */
export function conversionSend(dialect: Dialect): CapabilityImplementation<'conversion.send'> {
  return {
    maxBatch: LARGEST_UPLOAD,
    run: async (events, call) => {
      const prepared = events.map((event) => prepare(event, call.settings));
      const uploads = new Map<string, Upload>();
      for (const each of prepared) {
        if (!(each instanceof Error) && !uploads.has(keyOf(each))) uploads.set(keyOf(each), each);
      }
      const outcomes = await upload([...uploads.values()], call, dialect);
      const outcomeOf = new Map([...uploads.keys()].map((key, index) => [key, outcomes[index] ?? null]));
      return prepared.map((each) => {
        if (each instanceof Error) return each;
        const outcome = outcomeOf.get(keyOf(each)) ?? null;
        const isRepeat = uploads.get(keyOf(each)) !== each;
        return isRepeat && outcome !== null && !(outcome instanceof Error) ? DUPLICATE : outcome;
      });
    },
  };
}

/** A `ClickConversion`. */
interface Upload {
  gclid: string;
  conversionAction: string;
  conversionDateTime: string;
  conversionValue?: number;
  currencyCode?: string;
  orderId: string;
}

/** The click id names the very click, so nothing is left to be matched. */
const RECEIVED: ConversionOutcome = { status: 'received', matchQuality: 1 };
const DUPLICATE: ConversionOutcome = { status: 'duplicate', matchQuality: 1 };

function prepare(event: ConversionEvent, settings: Call['settings']): Upload | VendorError {
  const gclid = event.clickIds?.gclid;
  if (!gclid) return invalid('Google Ads needs the click id gclid of a conversion, but the event has none.');
  const occurredAt = Date.parse(event.occurredAt);
  if (Number.isNaN(occurredAt)) {
    return invalid(`occurredAt must be RFC 3339, but got ${JSON.stringify(event.occurredAt)}.`);
  }
  try {
    return {
      gclid,
      conversionAction: conversionAction(event.name, settings),
      conversionDateTime: `${new Date(occurredAt).toISOString().slice(0, 19).replace('T', ' ')}+00:00`,
      ...(event.value === undefined
        ? {}
        : { conversionValue: Number(event.value.amount), currencyCode: event.value.currency }),
      orderId: event.eventId,
    };
  } catch (error) {
    if (VendorError.is(error)) return error;
    throw error;
  }
}

function keyOf({ conversionAction: action, orderId }: Upload): string {
  return `${action}/${orderId}`;
}

async function upload(conversions: readonly Upload[], call: Call, dialect: Dialect) {
  if (conversions.length === 0) return [];
  const { body } = await call.fetch({
    method: 'POST',
    path: customerPath(dialect, call.settings, ':uploadClickConversions'),
    headers: loginHeaders(call.settings),
    json: { conversions, partialFailure: true },
    answer: answerSchema,
  });
  const errors = new Map(adsErrors(body.partialFailureError?.details).map((error) => [error.index, error]));
  // An error that names no place is one of the whole upload, though it came as a partial one.
  const general = errors.get(undefined);
  return conversions.map((_, index) => {
    const error = errors.get(index) ?? general;
    return error === undefined ? RECEIVED : outcomeOfError(error);
  });
}

const answerSchema = z.object({
  partialFailureError: z.object({ details: z.array(z.unknown()).optional() }).optional(),
  results: z.array(z.unknown()),
});

const ALREADY_COUNTED = new Set(['ORDER_ID_ALREADY_IN_USE', 'CLICK_CONVERSION_ALREADY_EXISTS']);
/** Google takes a conversion only six hours after its click or after its conversion action was made. */
const TOO_RECENT = new Set(['TOO_RECENT_EVENT', 'TOO_RECENT_CONVERSION_ACTION']);
const SIX_HOURS_MS = 6 * 3_600_000;

function outcomeOfError({ kind, code, message }: AdsError): ConversionOutcome | VendorError {
  if (ALREADY_COUNTED.has(code)) return DUPLICATE;
  const said = `Google Ads ${kind} ${code}${message === '' ? '' : `: ${message}`}`;
  if (TOO_RECENT.has(code)) {
    return new VendorError({ class: 'transient', message: said, retryAfterMs: SIX_HOURS_MS, retryable: false });
  }
  if (kind === 'internalError') return new VendorError({ class: 'transient', message: said });
  return invalid(said, code);
}
