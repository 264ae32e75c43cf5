import { fieldsConnector, type GeneratedConnector, smallConnector } from './generated-connectors.ts';

/** What a gateway of some size is started with, besides the posts' connector. */
export interface Size {
  connectors: readonly GeneratedConnector[];
  tenants: number;
  /** Left out: the process alone. */
  workers?: number;
}

/** One way in which a gateway grows. */
export interface Dimension {
  name: 'connectors' | 'fields' | 'tenants' | 'workers';
  sizes: readonly number[];
  sizeOf(count: number): Size;
  /** The size that the others are compared with. */
  from: number;
  /** A request costs the largest at most so many times what it costs a gateway of that size. */
  mostGrowth: number;
  /** Where the gateways run; null: wherever the system puts them. */
  core: number | null;
}

/** The gateways have a core of their own; the load and the upstream share the other. */
export const [SERVER_CORE, LOAD_CORE] = [0, 1];
const GROWN = { mostGrowth: 1.05, core: SERVER_CORE } as const;

export const DIMENSIONS: readonly Dimension[] = [
  {
    name: 'connectors',
    sizes: [10, 30, 100, 300, 1_000],
    from: 10,
    // The posts' connector is one of them.
    sizeOf: (count) => ({
      connectors: Array.from({ length: count - 1 }, (_, at) => smallConnector(at + 1)),
      tenants: 1,
    }),
    ...GROWN,
  },
  {
    name: 'fields',
    sizes: [100, 300, 1_000, 3_000, 10_000],
    from: 100,
    sizeOf: (count) => ({ connectors: [fieldsConnector(count)], tenants: 1 }),
    ...GROWN,
  },
  {
    name: 'tenants',
    sizes: [1, 10, 100, 1_000],
    from: 10,
    sizeOf: (count) => ({ connectors: [], tenants: count }),
    ...GROWN,
  },
  {
    name: 'workers',
    sizes: [1, 2],
    from: 1,
    sizeOf: (count) => ({ connectors: [], tenants: 1, workers: count }),
    // Each worker wants a core, one of which it shares with the load.
    mostGrowth: 1.1,
    core: null,
  },
];

/**
 * A dimension in other sizes, or in its own where none are given.
 * @throws Error when the size is not among them that the others are compared with
 */
export function withSizes(dimension: Dimension, sizes: readonly number[] | undefined): Dimension {
  if (sizes === undefined) return dimension;
  const { name, from } = dimension;
  if (sizes.includes(from)) return { ...dimension, sizes };
  throw new Error(
    `Expected ${from} among the sizes of ${name}, as the others are compared with it; got ${sizes.join(', ')}`,
  );
}
