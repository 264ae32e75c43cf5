import { registerEnumType } from 'type-graphql';

export const WEB_ANALYTICS_DIMENSIONS = ['CHANNEL', 'DAY', 'WEEK', 'MONTH'] as const;
export type WebAnalyticsDimension = (typeof WEB_ANALYTICS_DIMENSIONS)[number];

export const WebAnalyticsDimensionEnum = Object.fromEntries(
  WEB_ANALYTICS_DIMENSIONS.map((dimension) => [dimension, dimension]),
) as { [K in WebAnalyticsDimension]: K };
registerEnumType(WebAnalyticsDimensionEnum, {
  name: 'WebAnalyticsDimension',
  description: 'What rows of a web analytics report are told apart by.',
});
