/** How many records there are of each connector, at most, by connector id. */
export type Records = ReadonlyMap<string, number>;

export const NO_RECORDS: Records = new Map();

/** So many records of each connector. */
export function ofEach(connectors: readonly string[], count: number): Records {
  return new Map(connectors.map((connector) => [connector, count]));
}

/** So many for each record. */
export function times(records: Records, count: number): Records {
  return new Map([...records].map(([connector, known]) => [connector, known * count]));
}

/** Over all connectors. */
export function totalOf(records: Records): number {
  let total = 0;
  for (const count of records.values()) total += count;
  return total;
}
