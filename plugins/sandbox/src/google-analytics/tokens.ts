import { GoogleError } from '../google/google-error.js';

/** Quotas of a property, https://developers.google.com/analytics/devguides/reporting/data/v1/quotas */
export interface PropertyLimits {
  tokensPerDay: number;
  tokensPerHour: number;
  serverErrorsPerHour: number;
}

export const STANDARD: PropertyLimits = { tokensPerDay: 200_000, tokensPerHour: 40_000, serverErrorsPerHour: 10 };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** What is used up within one span of time, which begins anew when it is over. */
interface Span {
  name: 'day' | 'hour';
  lengthMs: number;
  limit: number;
  startedAt: number;
  used: number;
}

/** The quotas of one account's property. The project's own hourly quota is not told apart from the property's. */
export class PropertyQuotas {
  readonly #now: () => number;
  readonly #day: Span;
  readonly #hour: Span;
  readonly #errors: Span;

  constructor(limits: PropertyLimits, now: () => number) {
    this.#now = now;
    const span = (name: Span['name'], lengthMs: number, limit: number): Span => {
      return { name, lengthMs, limit, startedAt: now(), used: 0 };
    };
    this.#day = span('day', DAY_MS, limits.tokensPerDay);
    this.#hour = span('hour', HOUR_MS, limits.tokensPerHour);
    this.#errors = span('hour', HOUR_MS, limits.serverErrorsPerHour);
  }

  /** @throws GoogleError 429 naming what is used up, also after too many server errors. */
  requireSome(): void {
    for (const span of [this.#day, this.#hour]) {
      if (this.#current(span).used >= span.limit) throw exhausted(`tokens per ${span.name}`, this.#waitMs(span));
    }
    if (this.#current(this.#errors).used >= this.#errors.limit) {
      throw exhausted('server errors per project per hour', this.#waitMs(this.#errors));
    }
  }

  /** Takes a report's tokens and tells what is left, as `propertyQuota`. */
  take(tokens: number): object {
    const status = (span: Span, consumed: number) => ({ consumed, remaining: Math.max(0, span.limit - span.used) });
    for (const span of [this.#day, this.#hour]) this.#current(span).used += tokens;
    return {
      tokensPerDay: status(this.#day, tokens),
      tokensPerHour: status(this.#hour, tokens),
      concurrentRequests: { consumed: 0, remaining: 10 },
      serverErrorsPerProjectPerHour: status(this.#current(this.#errors), 0),
      potentiallyThresholdedRequestsPerHour: { consumed: 0, remaining: 120 },
      tokensPerProjectPerHour: status(this.#hour, tokens),
    };
  }

  countServerError(): void {
    this.#current(this.#errors).used += 1;
  }

  #current(span: Span): Span {
    if (this.#now() >= span.startedAt + span.lengthMs) {
      span.startedAt = this.#now();
      span.used = 0;
    }
    return span;
  }

  #waitMs(span: Span): number {
    return span.startedAt + span.lengthMs - this.#now();
  }
}

function exhausted(what: string, waitMs: number): GoogleError {
  const wait = waitMs > HOUR_MS ? `${Math.ceil(waitMs / HOUR_MS)} hours` : `${Math.ceil(waitMs / 60_000)} minutes`;
  const message = `Exhausted property ${what}. These quota tokens will return in under ${wait}. To learn more, see https://developers.google.com/analytics/devguides/reporting/data/v1/quotas`;
  return new GoogleError('RESOURCE_EXHAUSTED', message);
}
