import { invalid, VendorError } from '@selvedge/connector-api';

/** An address joined many lists lately; Mailchimp takes it again in hours or days. */
export const TOO_MANY_SIGN_UPS = /has signed up to a lot of lists/i;
const DAY_MS = 24 * 60 * 60 * 1_000;

/**
 * Why Mailchimp did not write one member, in words of our own: Mailchimp's quote the address. `vendorCode`: the error
 * code of a bulk write, or the title of a problem.
 */
export function refusal(message: string, vendorCode: string): VendorError {
  if (TOO_MANY_SIGN_UPS.test(message)) return tooManySignUps();
  const known = REASONS.find(({ said }) => said.test(`${vendorCode} ${message}`));
  return invalid(known?.reason ?? `Mailchimp refused the member with ${vendorCode}.`, known?.code ?? vendorCode);
}

export function tooManySignUps(): VendorError {
  const message = 'Mailchimp takes no more sign-ups of this address for now';
  return new VendorError({ class: 'throttled', message, retryAfterMs: DAY_MS });
}

/** Mailchimp tells a bulk write's errors in prose; the titles are those of single writes. */
const REASONS: readonly { said: RegExp; code: string; reason: string }[] = [
  {
    said: /permanently deleted|forgotten email/i,
    code: 'Forgotten Email Not Subscribed',
    reason:
      'The address was erased from this audience for good and cannot be imported again; the person can only sign up anew, through a form of the audience.',
  },
  {
    said: /compliance state/i,
    code: 'Member In Compliance State',
    reason: 'The address unsubscribed, bounced or is under review, and only the person can subscribe it again.',
  },
  {
    said: /looks fake or invalid|valid email/i,
    code: 'Invalid Resource',
    reason: 'Mailchimp takes the address for fake or invalid.',
  },
];
