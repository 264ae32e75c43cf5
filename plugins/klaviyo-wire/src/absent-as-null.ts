import { VendorError } from '@selvedge/connector-api';

/** What a read of one thing gave, or null when Klaviyo says that there is no such thing. Other failures pass. */
export async function absentAsNull<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (VendorError.is(error) && error.failure.class === 'invalid' && error.failure.vendorCode === 'not_found') {
      return null;
    }
    throw error;
  }
}
