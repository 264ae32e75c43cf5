/**
 * JSON text of strings. Where a string is written it is looked through for what texts have often: quotes, backslashes, ends of
 * lines. The rest of what must be escaped stands in no other part of a JSON text, so that the finished whole is looked through
 * for it once. V8 compares many characters of Latin-1 at a time with sixteen or fewer, and each by itself with more.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const OFTEN = /["\\\0-\x0d]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const SELDOM = /[\x0e-\x1d]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const SELDOM_OR_SURROGATE = /[\x0e-\x1f\ud800-\udfff]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const SELDOM_OR_LONE_SURROGATE = /[\x0e-\x1f\ud800-\udfff]/gu;
/** V8 knows at once that a string which it keeps in Latin-1 has none. */
const BEYOND_LATIN_1 = /[\u0100-\uffff]/;

/** Whether a string may stand between quotes as it is, in a text that goes through `escapeRest`. */
export function isPlain(text: string): boolean {
  return !OFTEN.test(text);
}

/** JSON text of a string, for a text that goes through `escapeRest`. */
export function quoted(text: string): string {
  return isPlain(text) ? `"${text}"` : JSON.stringify(text);
}

/** JSON of a text whose strings still hold what `isPlain` lets pass: seldom control characters, and surrogates that stand alone. */
export function escapeRest(text: string): string {
  const mayHoldSome = BEYOND_LATIN_1.test(text)
    ? SELDOM_OR_SURROGATE.test(text)
    : SELDOM.test(text) || text.includes('\x1e') || text.includes('\x1f');
  return mayHoldSome ? text.replace(SELDOM_OR_LONE_SURROGATE, escapeOf) : text;
}

function escapeOf(character: string): string {
  return JSON.stringify(character).slice(1, -1);
}
