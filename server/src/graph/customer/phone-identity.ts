/** What a written phone number tells: its digits, and whether they begin with a country code. */
export interface PhoneIdentity {
  /** Without `+`, `00` and the trunk zero. */
  digits: string;
  international: boolean;
}

/** Below this many digits a number is a local one or an extension, which many people share. */
const FEWEST_DIGITS = 8;
/** E.164 (ITU-T), section 6. */
const MOST_DIGITS = 15;

const EXTENSION = /(?:ext\.?|x|#)\s*\d+\s*$/i;
const INTERNATIONAL_PREFIX = /^\s*(?:\+|00)/;

/** Reads a phone number as people write it; null when it is too short or too long to name one line. */
export function identifyPhone(number: string): PhoneIdentity | null {
  const international = INTERNATIONAL_PREFIX.test(number);
  // `+44 (0)20 …` shows the trunk zero that callers from abroad leave out.
  const written = number.replace(EXTENSION, '').replace(INTERNATIONAL_PREFIX, '').replace('(0)', '');
  const digits = written.replaceAll(/\D/g, '').replace(international ? '' : /^0+/, '');
  return digits.length < FEWEST_DIGITS || digits.length > MOST_DIGITS ? null : { digits, international };
}

/**
 * A country code of the E.164 numbering zones, or none; Italy keeps the zero behind it.
 * Source: ITU-T, "List of ITU-T Recommendation E.164 assigned country codes".
 */
const COUNTRY_CODE =
  /^(?:(?:1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58]|(?:2[1-69]|3[578]|42|5[09]|6[7-9]|8[0578]|9[679])\d)0?)?$/;

/**
 * Whether two numbers name one line. With country codes all digits must agree. A national number agrees with a longer
 * one that ends in it when what stands before is a country code; a fixed count of last digits would merge
 * +1 415 555 0123 with +1 615 555 0123.
 */
export function samePhone(one: PhoneIdentity, other: PhoneIdentity): boolean {
  if (one.international && other.international) return one.digits === other.digits;
  const [shorter, longer] = one.digits.length <= other.digits.length ? [one, other] : [other, one];
  if (shorter.international && shorter.digits !== longer.digits) return false;
  return longer.digits.endsWith(shorter.digits) && COUNTRY_CODE.test(longer.digits.slice(0, -shorter.digits.length));
}
