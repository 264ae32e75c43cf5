const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const SUFFIX = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ012345';

/** The id, 18 characters, of the n-th record of a type; ids of one type ascend as the serials do. */
export function makeId(prefix: string, serial: number): string {
  let rest = serial;
  let digits = '';
  while (digits.length < 6) {
    digits = (DIGITS[rest % 62] ?? '') + digits;
    rest = Math.floor(rest / 62);
  }
  return withSuffix(`${prefix}5g0000${digits}`);
}

/** The 15 characters by which records are told apart; null for what is no id. */
export function shortId(text: string): string | null {
  if (/^[A-Za-z0-9]{15}$/.test(text)) return text;
  if (!/^[A-Za-z0-9]{18}$/.test(text)) return null;
  return withSuffix(text.slice(0, 15)) === text ? text.slice(0, 15) : null;
}

/** Three characters more say which of the 15 are capitals, for programs that cannot tell. */
function withSuffix(short: string): string {
  const fives = [0, 5, 10].map((start) => [...short.slice(start, start + 5)]);
  return (
    short +
    fives
      .map((five) => SUFFIX[five.reduce((bits, letter, at) => bits + (/[A-Z]/.test(letter) ? 1 << at : 0), 0)])
      .join('')
  );
}
