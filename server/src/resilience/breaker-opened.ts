import { VendorError } from '@selvedge/connector-api';
import type { FailureCause } from '../ports/index.js';

type NotCalled = Extract<FailureCause, { class: 'breaker-open' }>;

/**
 * What a connector's `fetch` throws when the breaker has opened since its batch began. To the connector it is a
 * vendor's failure like any other, so that the elements that it has already are kept.
 */
export class BreakerOpened extends VendorError {
  readonly notCalled: NotCalled;

  constructor(connector: string, version: string, retryAfterMs: number) {
    const refused = notCalled(connector, version, retryAfterMs);
    super({ class: 'transient', message: refused.message, retryable: false });
    this.notCalled = refused;
  }
}

/** Why a vendor is not asked. `retryAfterMs`: until it is worth trying again. */
export function notCalled(connector: string, version: string, retryAfterMs: number): NotCalled {
  const message = `${connector}@${version} is not being called because it kept failing; next try in ${retryAfterMs} ms.`;
  return { class: 'breaker-open', message, retryAfterMs };
}
