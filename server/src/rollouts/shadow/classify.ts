import type { DifferenceClass } from '../model/index.js';
import { epochOf, instantOf, isAmount, isSamePhone, numberOf, plainText } from './readings.js';

/** What the same figure is multiplied by in another unit: cents, thousands, micros, seconds, minutes, hours, days. */
const SCALES = [60, 100, 1_000, 3_600, 86_400, 1_000_000, 1_000_000_000];

/** Room for what rounding to the coarser unit takes away. */
const SCALE_TOLERANCE = 5e-4;

/**
 * How one value of the candidate differs from stable's: scalars, amounts of money, or nothing (null, undefined). Null where
 * they are equal. It names the likeliest cause for who reads it; every class counts as a difference alike.
 */
export function classify(stable: unknown, candidate: unknown): DifferenceClass | null {
  const [before, now] = [stable ?? null, candidate ?? null];
  if (Object.is(before, now)) return null;
  if (before === null) return 'extra';
  if (now === null) return 'missing';
  if (isAmount(before) && isAmount(now)) {
    if (before.currency === now.currency) return classify(before.amount, now.amount);
    return plainText(before.currency) === plainText(now.currency) && before.amount === now.amount ? 'format' : 'value';
  }
  if (shapeOf(before) !== shapeOf(now)) return 'type';
  if (typeof before === 'string' && typeof now === 'string') return classifyTexts(before, now);
  return isScaled(before, now) ? 'unit' : 'value';
}

function shapeOf(value: unknown): string {
  if (Array.isArray(value)) return 'list';
  return isAmount(value) ? 'amount' : typeof value;
}

function classifyTexts(stable: string, candidate: string): DifferenceClass {
  if (isSameOtherwiseWritten(stable, candidate)) return 'format';
  return isScaled(stable, candidate) || isScaled(instantOf(stable), instantOf(candidate)) ? 'unit' : 'value';
}

function isSameOtherwiseWritten(one: string, other: string): boolean {
  if (plainText(one) === plainText(other) || isSamePhone(one, other)) return true;
  const [a, b] = [numberOf(one), numberOf(other)];
  if (a !== null && b !== null) return a === b;
  const [at, bt] = [instantOf(one) ?? epochOf(one), instantOf(other) ?? epochOf(other)];
  // Fractions of a second are a matter of writing, as many systems keep none.
  return at !== null && bt !== null && Math.floor(at / 1_000) === Math.floor(bt / 1_000);
}

function isScaled(one: unknown, other: unknown): boolean {
  const [a, b] = [numberOf(one), numberOf(other)];
  if (a === null || b === null || a * b <= 0) return false;
  const ratio = Math.max(a / b, b / a);
  return SCALES.some((scale) => Math.abs(ratio / scale - 1) < SCALE_TOLERANCE);
}
