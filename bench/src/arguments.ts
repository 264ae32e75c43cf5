/**
 * The number of an argument, e.g. `--rounds 10`.
 * @throws Error when it is none, or below 1
 */
export function countOf(name: string, text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1) return count;
  throw new Error(`Expected --${name} to be a whole number from 1, got ${JSON.stringify(text)}`);
}

/**
 * The name of an argument, e.g. `--query Q3`.
 * @throws Error that lists the known ones, when it is another
 */
export function nameOf<N extends string>(name: string, text: string, known: readonly N[]): N {
  const found = known.find((one) => one === text);
  if (found !== undefined) return found;
  throw new Error(`Expected --${name} to be of ${known.join(',')}, got ${JSON.stringify(text)}`);
}

/** The names of an argument, e.g. `--rows Q1,Q3`; each as `nameOf`. */
export function namesOf<N extends string>(name: string, text: string, known: readonly N[]): readonly N[] {
  return text.split(',').map((each) => nameOf(name, each, known));
}
