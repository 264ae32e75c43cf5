/** Client ids come from tokens, so their number is not ours to bound: past the first `most` they share one label. */
export function bounded(most: number): (value: string) => string {
  const known = new Set<string>();
  return (value) => {
    if (known.has(value)) return value;
    if (known.size >= most) return 'other';
    known.add(value);
    return value;
  };
}

/** Clients that have a label of their own. */
export const MOST_CLIENTS = 200;
