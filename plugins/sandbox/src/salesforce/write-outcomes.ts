import { SalesforceError } from './salesforce-error.js';

/** What became of one record that was written. */
export interface Outcome {
  id: string;
  created?: boolean;
}

/**
 * Writes many records: each is checked first, by `prepare`, which returns the write. A refused one fails alone, or
 * takes the others with it where the caller wants all or none.
 */
export function answerWrites<I>(
  inputs: readonly I[],
  allOrNone: boolean | undefined,
  prepare: (input: I) => () => Outcome,
): object[] {
  const prepared = inputs.map((input) => {
    try {
      return prepare(input);
    } catch (error) {
      if (error instanceof SalesforceError) return error;
      throw error;
    }
  });
  const rolledBack = allOrNone === true && prepared.some((write) => write instanceof SalesforceError);
  return prepared.map((write) => {
    if (write instanceof SalesforceError) return failed(write);
    return rolledBack ? failed(ROLLED_BACK) : { ...write(), success: true, errors: [] };
  });
}

const ROLLED_BACK = new SalesforceError(
  400,
  'ALL_OR_NONE_OPERATION_ROLLED_BACK',
  'Record rolled back because not all records were valid and the request was using AllOrNone header',
);

function failed({ body: { errorCode, message, fields = [] } }: SalesforceError): object {
  return { success: false, errors: [{ statusCode: errorCode, message, fields }] };
}
