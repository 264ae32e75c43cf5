import { CONVERSION_ACTIONS } from './customer.js';
import { type AdsError, failureDetail, refusal, type Version } from './google-ads-error.js';

const MOST_CONVERSIONS = 2_000;
const DATE_TIME = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}$/;

/** A conversion as it is uploaded. */
export interface ClickConversion {
  gclid?: unknown;
  conversionAction?: unknown;
  conversionDateTime?: unknown;
  conversionValue?: unknown;
  currencyCode?: unknown;
  orderId?: unknown;
}

/** Conversions of one account; an order id counts once for each conversion action. */
export class UploadedConversions {
  readonly #orders = new Set<string>();

  /** The answer of `uploadClickConversions`: an empty result and an error for each that is refused. */
  upload(body: unknown, version: Version): object {
    const { conversions, partialFailure } = Object(body) as { conversions?: unknown; partialFailure?: unknown };
    if (!Array.isArray(conversions) || conversions.length === 0) {
      throw refusal('INVALID_ARGUMENT', 'requestError', 'REQUIRED_FIELD_MISSING', 'Required field is missing');
    }
    if (partialFailure !== true) {
      const message = 'Partial failure must be set to true for this request.';
      throw refusal('INVALID_ARGUMENT', 'requestError', 'REQUIRED_FIELD_MISSING', message);
    }
    if (conversions.length > MOST_CONVERSIONS) {
      const message = 'The request contained more than 2000 conversions.';
      throw refusal('INVALID_ARGUMENT', 'conversionUploadError', 'TOO_MANY_CONVERSIONS_IN_REQUEST', message);
    }
    const errors: AdsError[] = [];
    const results = conversions.map((given: unknown, index) => {
      const conversion = Object(given) as ClickConversion;
      const error = this.#take(conversion);
      if (error === null) return resultOf(conversion);
      errors.push({ ...error, location: { fieldPathElements: [{ fieldName: 'conversions', index }] } });
      return {};
    });
    if (errors.length === 0) return { results, jobId: JOB_ID };
    const [first] = errors;
    const message = `Multiple errors in ‘details’. First error: ${first?.message}`;
    const status = { code: INVALID_ARGUMENT, message, details: [failureDetail(version, errors)] };
    return { partialFailureError: status, results, jobId: JOB_ID };
  }

  #take(conversion: ClickConversion): AdsError | null {
    const problem = problemOf(conversion);
    if (problem !== null) return problem;
    const order = `${conversion.conversionAction}/${conversion.orderId}`;
    if (conversion.orderId !== undefined) {
      if (this.#orders.has(order)) return uploadError('ORDER_ID_ALREADY_IN_USE', 'The order ID was already recorded.');
      this.#orders.add(order);
    }
    return null;
  }
}

/** The `google.rpc.Code` itself. */
const INVALID_ARGUMENT = 3;
const JOB_ID = '2147483648';

function problemOf({ gclid, conversionAction, conversionDateTime, conversionValue }: ClickConversion): AdsError | null {
  const action = /^customers\/\d+\/conversionActions\/(\d+)$/.exec(String(conversionAction))?.[1];
  if (action === undefined || !CONVERSION_ACTIONS.has(action)) {
    return uploadError('NO_CONVERSION_ACTION_FOUND', 'The conversion action specified cannot be found.');
  }
  if (typeof gclid !== 'string' || !/^[\w-]{10,}$/.test(gclid)) {
    return uploadError('UNPARSEABLE_GCLID', 'The imported gclid could not be decoded.');
  }
  if (!DATE_TIME.test(String(conversionDateTime))) {
    const message = 'The conversion date time must be in the format yyyy-mm-dd hh:mm:ss+|-hh:mm.';
    return { errorCode: { dateError: 'INVALID_STRING_DATE_TIME_SECONDS_WITH_OFFSET' }, message };
  }
  if (conversionValue !== undefined && typeof conversionValue !== 'number') {
    return { errorCode: { requestError: 'BAD_RESOURCE_ID' }, message: 'The conversion value must be a number.' };
  }
  return null;
}

function uploadError(code: string, message: string): AdsError {
  return { errorCode: { conversionUploadError: code }, message };
}

function resultOf({ gclid, conversionAction, conversionDateTime }: ClickConversion): object {
  return { gclid, conversionAction, conversionDateTime };
}
