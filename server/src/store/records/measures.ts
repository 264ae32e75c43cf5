import type { Amount } from './summed.js';

/** Counts of events, and of bad ones by test. */
export interface Measured {
  readonly events: number;
  readonly bad: Readonly<Record<string, number>>;
}

const EVENTS = 'events';
const BAD = 'bad:';

/** One amount for each measure, under the key with the measure's name at its end. */
export function toMeasures<K extends readonly (string | number)[]>(
  key: K,
  { events, bad }: Measured,
): Amount<readonly [...K, string]>[] {
  return [
    { key: [...key, EVENTS], amount: events },
    ...Object.entries(bad).map(([test, amount]) => ({ key: [...key, BAD + test] as const, amount })),
  ];
}

/** Rows of measures as counts, one for each group of rows. */
export function fromMeasures<R extends { measure: string; amount: number }, G>(
  rows: readonly R[],
  groupOf: (row: R) => G,
): (G & Measured)[] {
  const groups = new Map<string, G & { events: number; bad: Record<string, number> }>();
  for (const row of rows) {
    const group = groupOf(row);
    const name = JSON.stringify(group);
    const measured = groups.get(name) ?? { ...group, events: 0, bad: {} };
    if (row.measure === EVENTS) measured.events = row.amount;
    else measured.bad[row.measure.slice(BAD.length)] = row.amount;
    groups.set(name, measured);
  }
  return [...groups.values()];
}
