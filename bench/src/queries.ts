import { CUSTOMERS, PERFORMANCE } from './marketing-queries.ts';

/** Queries of posts; the fourth is the third with each contender's cache on. */
export type PostsQuery = 'Q1' | 'Q2' | 'Q3' | 'Q4';
/** Queries of the marketing graph. */
export type MarketingQuery = 'marketing' | 'performance';
export type Query = PostsQuery | MarketingQuery;

const POSTS_OF_USERS = '{ posts { id title user { id name email } } }';

export const QUERY_TEXTS: Readonly<Record<Query, string>> = {
  Q1: '{ greet }',
  Q2: '{ posts { id title } }',
  Q3: POSTS_OF_USERS,
  Q4: POSTS_OF_USERS,
  marketing: CUSTOMERS,
  performance: PERFORMANCE,
};
