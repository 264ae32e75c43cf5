import { VendorError } from '@selvedge/connector-api';
import { failureOfCode } from './failure-of-code.js';
import type { RecordOutcome } from './wire.js';

/** Why a record was skipped. */
export function recordFailure({ reasons }: RecordOutcome): VendorError {
  const { code = 'skipped', message } = reasons?.[0] ?? {};
  const said = message ?? 'no reason given';
  return new VendorError(
    failureOfCode(code, said, Date.now()) ?? { class: 'invalid', message: said, vendorCode: code },
  );
}
