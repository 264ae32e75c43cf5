import { VendorError } from '@selvedge/connector-api';
import { RESOURCE_NOT_FOUND } from './classify.js';

/** What a read of one thing gave, or null when Mailchimp says that there is no such thing. Other failures pass. */
export async function absentAsNull<T>(read: Promise<T>): Promise<T | null> {
  try {
    return await read;
  } catch (error) {
    if (VendorError.is(error) && error.failure.class === 'invalid' && error.failure.vendorCode === RESOURCE_NOT_FOUND) {
      return null;
    }
    throw error;
  }
}
