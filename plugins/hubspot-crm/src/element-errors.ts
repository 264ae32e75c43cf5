import { VendorError } from '@selvedge/connector-api';
import { plainMessage } from './plain-message.js';
import type { ElementError } from './wire.js';

/** Failures of a 207 by the element they are about. `contextKeys`: where HubSpot names it, e.g. `ids`. */
export function elementFailures(
  errors: readonly ElementError[] | null | undefined,
  contextKeys: readonly string[],
): Map<string, VendorError> {
  const failures = new Map<string, VendorError>();
  for (const error of errors ?? []) {
    for (const element of contextKeys.flatMap((key) => error.context?.[key] ?? [])) {
      failures.set(element, failureOf(error));
    }
  }
  return failures;
}

/** Whether the error only says that there is nothing. */
export function isNotFound(error: ElementError): boolean {
  return error.category === 'OBJECT_NOT_FOUND';
}

function failureOf({ category, message }: ElementError): VendorError {
  const said = plainMessage(message ?? 'HubSpot gave no reason.');
  if (category === 'RATE_LIMITS') return new VendorError({ class: 'throttled', message: said });
  if (category === 'INTERNAL_ERROR') return new VendorError({ class: 'transient', message: said });
  return new VendorError({ class: 'invalid', message: said, ...(category ? { vendorCode: category } : {}) });
}
