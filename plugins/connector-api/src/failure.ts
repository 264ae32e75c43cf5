/**
 * What went wrong at a vendor, in the one vocabulary that retries, breakers and error codes act on.
 * A connector only classifies; the gateway decides what to do.
 */
export type VendorFailure =
  /** The credential was refused; the gateway gets a new one and tries once more. */
  | { class: 'reauthenticate'; message: string }
  /** Too fast for the moment. `retryAfterMs`: the wait the vendor asked for. */
  | { class: 'throttled'; message: string; retryAfterMs?: number }
  /** A long window is used up. `untilMs`: epoch milliseconds at which it opens again. */
  | { class: 'quota-exhausted'; message: string; untilMs?: number }
  /**
   * The vendor's own trouble; the same request may succeed later. `retryable: false`: not to be sent again within
   * this call, for vendors that count their own errors against the account.
   */
  | { class: 'transient'; message: string; retryAfterMs?: number; retryable?: false }
  /** An answer of the wrong shape, also inside a 200. */
  | { class: 'malformed'; message: string }
  /** The caller's mistake; the same request never succeeds. `vendorCode`: the vendor's own code. */
  | { class: 'invalid'; message: string; vendorCode?: string }
  /** The vendor retired what was asked for. */
  | { class: 'gone'; message: string };

export type FailureClass = VendorFailure['class'];

const BRAND = Symbol.for('selvedge.VendorError');

/** Carries a classified failure. Throw it for a whole batch, return it for one element. */
export class VendorError extends Error {
  readonly failure: VendorFailure;

  constructor(failure: VendorFailure, options?: ErrorOptions) {
    super(failure.message, options);
    this.name = 'VendorError';
    this.failure = failure;
    Object.defineProperty(this, BRAND, { value: true });
  }

  /** True for a VendorError of any copy of this package: connectors may bundle their own. */
  static is(error: unknown): error is VendorError {
    return typeof error === 'object' && error !== null && BRAND in error;
  }
}

/** The vendor understood the request and refuses it for good. */
export function invalid(message: string, vendorCode?: string): VendorError {
  return new VendorError({ class: 'invalid', message, ...(vendorCode === undefined ? {} : { vendorCode }) });
}

/** The vendor answered something of the wrong shape. */
export function malformed(message: string, options?: ErrorOptions): VendorError {
  return new VendorError({ class: 'malformed', message }, options);
}
