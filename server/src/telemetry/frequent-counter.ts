import { Counter, type Registry } from 'prom-client';
import { LabelTree } from './label-tree.js';

export interface FrequentMetricOptions<L extends string> {
  name: string;
  help: string;
  labelNames: readonly L[];
  registers: Registry[];
}

/** What prom-client has yet to be told of one set of labels. */
export interface Untold {
  untold: number;
}

/** A counter that is counted up many times a request: prom-client is told when metrics are read. */
export class FrequentCounter<L extends string> {
  readonly #counts: LabelTree<L, { labels: Record<L, string | number>; untold: number }>;

  constructor(options: FrequentMetricOptions<L>) {
    const counts = new LabelTree(options.labelNames, (labels: Record<L, string | number>) => ({ labels, untold: 0 }));
    this.#counts = counts;
    new Counter({
      ...options,
      collect() {
        for (const each of counts.values) {
          if (each.untold > 0) this.inc(each.labels, each.untold);
          each.untold = 0;
        }
      },
    });
  }

  inc(labels: Readonly<Record<L, string | number>>): void {
    this.at(labels).untold += 1;
  }

  /** What is counted up for these labels, for who counts the same again and again. */
  at(labels: Readonly<Record<L, string | number>>): Untold {
    return this.#counts.of(labels);
  }
}
