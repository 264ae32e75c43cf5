import type { Key } from './keys.js';

/** The given keys, padded with made-up ones of the same form to `count` different ones. */
export function distinctKeys(key: Key, real: readonly string[], count: number): string[] {
  const keys = new Set(real.slice(0, count));
  const [model] = real;
  if (model === undefined) throw new Error(`Expected a vendor to know at least one ${key}, but it knows none.`);
  for (let n = 1; keys.size < count; n += 1) keys.add(madeUp(key, model, n));
  return [...keys];
}

/** A connector does not send what cannot be an id, so a made-up one has the form of a real one. */
function madeUp(key: Key, model: string, n: number): string {
  if (key === 'email') return `nobody.${n}@example.invalid`;
  if (key === 'phone') return `999000${n}`;
  // The last three of Salesforce's eighteen characters are a checksum; without them an id is as valid.
  const stem = /^00\w{16}$/.test(model) ? model.slice(0, 15) : model;
  return stem.slice(0, -DIGITS) + String(n).padStart(DIGITS, '0');
}

const DIGITS = 5;
