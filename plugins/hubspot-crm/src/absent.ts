import { VendorError } from '@selvedge/connector-api';

/** Codes of a 404 about an object; a 404 of the path itself is `gone`. */
const CODES: ReadonlySet<string> = new Set(['OBJECT_NOT_FOUND', '404']);

/** What was asked, or null where HubSpot says that it is not there. Throws every other failure. */
export async function nullIfAbsent<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (VendorError.is(error) && error.failure.class === 'invalid' && CODES.has(error.failure.vendorCode ?? '')) {
      return null;
    }
    throw error;
  }
}
