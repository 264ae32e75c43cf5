import { Histogram } from 'prom-client';
import type { FrequentMetricOptions } from './frequent-counter.js';
import { LabelTree } from './label-tree.js';

interface Observed<L extends string> {
  labels: Readonly<Record<L, string | number>>;
  /** By bucket, the last one for what is above all bounds; not added up. */
  counts: number[];
  sum: number;
  count: number;
}

/** A histogram that is observed many times a request. It is prom-client's to whoever reads it. */
export class FrequentHistogram<L extends string> extends Histogram<L> {
  readonly #bounds: readonly number[];
  readonly #observed: LabelTree<L, Observed<L>>;
  readonly #name: string;
  /** The same without a value, for what prom-client says of a histogram besides its values. */
  readonly #described: Histogram<L>;

  /** `buckets`: upper bounds, ascending. */
  constructor({ buckets, ...options }: FrequentMetricOptions<L> & { buckets: readonly number[] }) {
    super({ ...options, buckets: [...buckets] });
    this.#bounds = buckets;
    this.#name = options.name;
    this.#described = new Histogram({ ...options, buckets: [...buckets], registers: [] });
    this.#observed = new LabelTree(options.labelNames, (labels) => ({
      labels,
      counts: new Array<number>(buckets.length + 1).fill(0),
      sum: 0,
      count: 0,
    }));
  }

  /** prom-client's `observe` makes a text of the labels each time. */
  add(labels: Readonly<Record<L, string | number>>, value: number): void {
    const observed = this.#observed.of(labels);
    const bounds = this.#bounds;
    let bucket = 0;
    while (bucket < bounds.length && value > (bounds[bucket] as number)) bucket += 1;
    observed.counts[bucket] = (observed.counts[bucket] as number) + 1;
    observed.sum += value;
    observed.count += 1;
  }

  override async get(): Promise<Awaited<ReturnType<Histogram<L>['get']>>> {
    const values = this.#observed.values.flatMap((each) => this.#valuesOf(each));
    return { ...(await this.#described.get()), values };
  }

  /** What prom-client asks for when it writes the text format. */
  getForPromString(): ReturnType<Histogram<L>['get']> {
    return this.get();
  }

  #valuesOf({ labels, counts, sum, count }: Observed<L>): Awaited<ReturnType<Histogram<L>['get']>>['values'] {
    const name = this.#name;
    let below = 0;
    const buckets = this.#bounds.map((le, index) => {
      below += counts[index] as number;
      return { metricName: `${name}_bucket`, labels: { le, ...labels }, value: below };
    });
    return [
      ...buckets,
      { metricName: `${name}_bucket`, labels: { le: '+Inf', ...labels }, value: count },
      { metricName: `${name}_sum`, labels, value: sum },
      { metricName: `${name}_count`, labels, value: count },
    ];
  }
}
