import type { CrmRecord } from '../crm-record.js';
import { type ErrorDetail, HubSpotError, validationError } from '../hubspot-error.js';
import { type ParsedValues, parseValues, type ValueProblem } from '../property-writes.js';
import type { Table } from '../table.js';
import type { ObjectScope } from './object-scope.js';

/** Parses written values or throws HubSpot's 400 for them. */
export function checkedValues({ definition }: ObjectScope, input: Readonly<Record<string, string>>): ParsedValues {
  const { values, problems } = parseValues(definition, input);
  if (problems.length > 0) throw invalidValues(problems);
  return values;
}

/** Refuses an e-mail address that is blocked or that another live contact has; `own` is the contact being written, if it exists. */
export function refuseTakenEmail(table: Table, values: ParsedValues, own?: CrmRecord): void {
  refuseBlocked(table, values);
  const holder = values.email ? table.findByEmail(values.email) : undefined;
  if (holder && holder.id !== own?.id) {
    throw new HubSpotError(409, {
      message: `Contact already exists. Existing ID: ${holder.id}`,
      category: 'CONFLICT',
    });
  }
}

/** Refuses an address that was erased while nobody had it. */
export function refuseBlocked(table: Table, { email }: ParsedValues): void {
  if (!email || !table.isBlocked(email)) return;
  throw validationError(`${email} was deleted for GDPR and is on the blocklist of this account`, [
    { message: 'The address is on the blocklist.', code: 'CONTACT_BLOCKLISTED', context: { propertyName: ['email'] } },
  ]);
}

function invalidValues(problems: readonly ValueProblem[]): HubSpotError {
  const results = problems.map(({ property, code, message }) => ({
    isValid: false,
    message,
    error: code,
    name: property,
    localizedErrorMessage: message,
  }));
  const errors: ErrorDetail[] = problems.map(({ property, code, message }) => ({
    message,
    code,
    context: { propertyName: [property] },
  }));
  return validationError(`Property values were not valid: ${JSON.stringify(results)}`, errors);
}
