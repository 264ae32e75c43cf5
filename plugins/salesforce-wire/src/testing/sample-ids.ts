import { recordId } from '../record-id.js';

const DIGITS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';

/** The simulated vendor's id of the n-th record of a type. `prefix`: e.g. `003` for contacts. */
export function sampleId(prefix: string, serial: number): string {
  const digits = Array.from({ length: 6 }, (_, at) => DIGITS[Math.floor(serial / 62 ** (5 - at)) % 62]);
  return recordId(`${prefix}5g0000${digits.join('')}`) ?? '';
}
