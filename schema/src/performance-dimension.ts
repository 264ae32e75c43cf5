import { registerEnumType } from 'type-graphql';

export const PERFORMANCE_DIMENSIONS = ['CHANNEL', 'DAY', 'WEEK', 'MONTH'] as const;
export type PerformanceDimension = (typeof PERFORMANCE_DIMENSIONS)[number];

export const PerformanceDimensionEnum = Object.fromEntries(
  PERFORMANCE_DIMENSIONS.map((dimension) => [dimension, dimension]),
) as { [K in PerformanceDimension]: K };
registerEnumType(PerformanceDimensionEnum, {
  name: 'PerformanceDimension',
  description: 'What rows of a performance report are told apart by.',
});
