import type { FastifyInstance } from 'fastify';
import type { Vendor } from '../vendor.js';

/** Fields that hold names, over all vendors. */
const NAMES =
  'name|Name|firstname|lastname|first_name|last_name|firstName|lastName|FirstName|LastName|FNAME|LNAME|full_name|dealname';
/** A name as JSON has it: plain, or as the value of a legacy property. */
const NAMED = new RegExp(`("(?:${NAMES})":(?:\\{"value":)?"(?:[^"\\\\]|\\\\.)+)"`, 'g');

/**
 * Ends every name that a vendor tells with the account it is told to: `Ada` becomes `Ada [of acme]`. Accounts share one
 * world; with the mark, whose answer a value comes from can be told wherever it turns up.
 */
export function watermark(scope: FastifyInstance, vendor: Vendor): void {
  // There, fields are told apart by what is called their names.
  if (vendor.id === 'google-analytics') return;
  scope.addHook('onSend', async (request, _reply, payload) => {
    const account = vendor.accountOf(request.headers);
    return account === null || typeof payload !== 'string' ? payload : payload.replace(NAMED, `$1 [of ${account}]"`);
  });
}
