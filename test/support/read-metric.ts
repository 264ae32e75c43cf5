/** Sum of the series of one metric that have these labels, in the Prometheus text format; 0 where there is none. */
export function readMetric(text: string, name: string, labels: Readonly<Record<string, string>>): number {
  let sum = 0;
  for (const line of text.split('\n')) {
    const [, series, given = '', value] = SERIES.exec(line) ?? [];
    if (series !== name) continue;
    const has = new Map([...given.matchAll(LABEL)].map(([, label, is]) => [label, is]));
    if (Object.entries(labels).every(([label, is]) => has.get(label) === is)) sum += Number(value);
  }
  return sum;
}

const SERIES = /^([a-z_:][\w:]*)(?:\{(.*)\})? (\S+)$/i;
const LABEL = /(\w+)="((?:[^"\\]|\\.)*)"/g;
