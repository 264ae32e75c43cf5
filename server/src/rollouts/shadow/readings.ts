/** An exact amount of money, wherever it stands in an answer. */
export interface Amount {
  readonly amount: string;
  readonly currency: string;
}

const DECIMAL = /^[+-]?\d+(\.\d+)?$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/i;
const EPOCH_SECONDS = /^\d{10}$/;
const EPOCH_MS = /^\d{13}$/;
/** One dot is that of a decimal number. */
const PHONE = /^(?!\d+\.\d+$)\+?[\d\s()./-]+$/;
const LEAST_PHONE_DIGITS = 6;

/** Whether two values that are there can be told apart by their fields rather than as wholes. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isAmount(value: unknown): value is Amount {
  return isObject(value) && typeof value.amount === 'string' && typeof value.currency === 'string';
}

/** The number that a value is or writes out in decimal digits; null for anything else. */
export function numberOf(value: unknown): number | null {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && DECIMAL.test(value.trim()) ? Number(value) : null;
}

/** Epoch milliseconds of a date or instant of RFC 3339; a date is its midnight UTC. Null for anything else. */
export function instantOf(text: string): number | null {
  if (!INSTANT.test(text)) return null;
  const hasZone = /(Z|[+-]\d{2}:?\d{2})$/i.test(text.slice(10));
  const at = Date.parse(hasZone || text.length === 10 ? text : `${text}Z`);
  return Number.isNaN(at) ? null : at;
}

/** Epoch milliseconds of a time that is told as a count since 1970, in seconds or milliseconds; null for anything else. */
export function epochOf(text: string): number | null {
  if (EPOCH_MS.test(text)) return Number(text);
  return EPOCH_SECONDS.test(text) ? Number(text) * 1_000 : null;
}

/** Whether both are one telephone number, however it is spaced and whichever way its country is told. */
export function isSamePhone(one: string, other: string): boolean {
  if (!PHONE.test(one) || !PHONE.test(other)) return false;
  const [shorter, longer] = [digitsOf(one), digitsOf(other)].sort((a, b) => a.length - b.length) as [string, string];
  if (shorter.length < LEAST_PHONE_DIGITS) return false;
  if (shorter.replace(/^00/, '') === longer.replace(/^00/, '')) return true;
  const national = [one, other].find((each) => /^\(?0[^0]/.test(each));
  const international = [one, other].find((each) => /^(\+|00)/.test(each));
  if (national === undefined || international === undefined) return false;
  const rest = digitsOf(national).slice(1);
  return rest.length >= LEAST_PHONE_DIGITS && digitsOf(international).endsWith(rest);
}

/** A text with what writing alone decides taken away: case, blanks, the form of accents, and what joins words. */
export function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .trim()
    .replace(/[\s_-]+/g, ' ')
    .toLowerCase();
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '');
}
