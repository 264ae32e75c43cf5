import type { VendorAnswer, VendorFailure } from '@selvedge/connector-api';
import { classify as classifyGraph, graphFailure, isPermission } from '@selvedge/meta-wire';

/** `vendorCode` of a refusal of what was sent, and not of the pixel or the token. */
export const INVALID_PARAMETER = '100';

/** `vendorCode` of a refusal that says: there is no such pixel, or the token may not send to it. */
export const UNKNOWN_PIXEL = '100/33';

/**
 * What an answer of the Graph API means. A refusal is told by Meta's numbers and never in Meta's words, which may
 * quote what was sent of a person.
 */
export function classify(answer: VendorAnswer): VendorFailure | null {
  const failure = classifyGraph(answer);
  if (failure?.class !== 'invalid') return failure;
  const error = graphFailure(answer);
  if (error === null) return failure;
  const { code, subcode } = error;
  if (`${code}/${subcode}` === UNKNOWN_PIXEL) {
    const message = 'Meta knows no such pixel, or the token may not send to it; check the setting pixelId.';
    return { class: 'invalid', message, vendorCode: UNKNOWN_PIXEL };
  }
  const number = subcode === undefined ? `${code}` : `${code}/${subcode}`;
  const unknown = isPermission(code)
    ? MAY_NOT_SEND
    : 'https://developers.facebook.com/docs/marketing-api/error-reference';
  const reason = REASONS[subcode ?? 0] ?? unknown;
  return { class: 'invalid', message: `Meta refused it with error ${number}: ${reason}`, vendorCode: String(code) };
}

const MAY_NOT_SEND =
  "the token may not send to this pixel; create one for it in Events Manager, or give the system user's token ads_management and the pixel";

/** Subcodes of the Conversions API. */
const REASONS: Readonly<Record<number, string>> = {
  2804003: 'the event is more than 7 days old',
  2804004: 'the event lies in the future',
  2804009: 'a value needs a currency, and a purchase needs both',
  2804050: 'the event carries nothing that a person can be matched by',
};
