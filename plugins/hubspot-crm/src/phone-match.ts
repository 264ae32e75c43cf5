/** Longest country code (ITU-T E.164). */
const LONGEST_COUNTRY_CODE = 3;
/** Shorter ends would match by chance. */
const SHORTEST_NATIONAL = 6;

/**
 * Forms under which HubSpot may have indexed a number for search: with its country code, without it, or with a
 * trunk zero in its place. `digits`: with country code, no `+`.
 */
export function searchForms(digits: string): string[] {
  const national = Array.from({ length: LONGEST_COUNTRY_CODE }, (_, at) => digits.slice(at + 1)).filter(isLongEnough);
  return [digits, ...national.flatMap((rest) => [rest, `0${rest}`])];
}

/** How many forms a number has at most. */
export const FORMS_PER_NUMBER = 1 + 2 * LONGEST_COUNTRY_CODE;

/** Whether a number as a person wrote it is the one of these digits (with country code, no `+`). */
export function isSameNumber(written: string, digits: string): boolean {
  const plain = written.replace(/\D/g, '');
  if (written.trim().startsWith('+')) return plain === digits;
  if (plain.startsWith('00')) return plain.slice(2) === digits;
  const national = plain.replace(/^0/, '');
  const code = digits.length - national.length;
  return (
    plain === digits ||
    (isLongEnough(national) && code >= 1 && code <= LONGEST_COUNTRY_CODE && digits.endsWith(national))
  );
}

function isLongEnough(national: string): boolean {
  return national.length >= SHORTEST_NATIONAL;
}
