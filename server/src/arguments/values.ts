import { InvalidArgumentError } from 'commander';

/** Reads a count, e.g. of `--rounds 10`. */
export function count(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1) return number;
  throw new InvalidArgumentError('Expected a whole number from 1.');
}

/** Reads the number that chance begins with, e.g. of `--seed 1`. */
export function seed(text: string): number {
  const number = Number(text);
  if (/^\d+$/.test(text) && Number.isSafeInteger(number)) return number;
  throw new InvalidArgumentError('Expected a whole number from 0.');
}

/** Reads counts, e.g. of `--sizes 10,100`. */
export function counts(text: string): readonly number[] {
  return text.split(',').map(count);
}

/** Reads a time or another quantity, e.g. of `--minutes 0.5`. */
export function quantity(text: string): number {
  const number = Number(text);
  if (Number.isFinite(number) && number > 0) return number;
  throw new InvalidArgumentError('Expected a number above 0.');
}

/** Reads a name, e.g. of `--query Q3`. */
export function oneOf<N extends string>(known: readonly N[]): (text: string) => N {
  return (text) => {
    const found = known.find((one) => one === text);
    if (found !== undefined) return found;
    throw new InvalidArgumentError(`Expected one of ${known.join(', ')}.`);
  };
}

/** Reads names, e.g. of `--rows Q1,Q3`. */
export function someOf<N extends string>(known: readonly N[]): (text: string) => readonly N[] {
  return (text) => {
    const names = text.split(',');
    const unknown = names.filter((name) => !known.some((one) => one === name));
    if (unknown.length === 0) return names as N[];
    const which = unknown.map((name) => JSON.stringify(name)).join(', ');
    throw new InvalidArgumentError(`Expected names of ${known.join(',')}, got ${which}.`);
  };
}

/** Reads a regular expression, e.g. of `--only Apollo`. */
export function pattern(text: string): RegExp {
  try {
    return new RegExp(text);
  } catch (error) {
    throw new InvalidArgumentError(`Expected a regular expression: ${(error as Error).message}.`);
  }
}
