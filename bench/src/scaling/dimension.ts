import { fieldsConnector, type GeneratedConnector, smallConnector } from './generated-connectors.ts';

/** What a gateway of some size is started with, besides the posts' connector. */
export interface Size {
  connectors: readonly GeneratedConnector[];
  tenants: number;
}

/** One way in which a gateway grows. */
export interface Dimension {
  name: 'connectors' | 'fields' | 'tenants';
  sizes: readonly number[];
  sizeOf(count: number): Size;
}

export const DIMENSIONS: readonly Dimension[] = [
  {
    name: 'connectors',
    sizes: [10, 30, 100, 300, 1_000],
    // The posts' connector is one of them.
    sizeOf: (count) => ({
      connectors: Array.from({ length: count - 1 }, (_, at) => smallConnector(at + 1)),
      tenants: 1,
    }),
  },
  {
    name: 'fields',
    sizes: [100, 300, 1_000, 3_000, 10_000],
    sizeOf: (count) => ({ connectors: [fieldsConnector(count)], tenants: 1 }),
  },
  {
    name: 'tenants',
    sizes: [1, 10, 100, 1_000],
    sizeOf: (count) => ({ connectors: [], tenants: count }),
  },
];
