/** The four queries of the benchmark; the fourth is the third with each contender's cache on. */
export const QUERIES = ['Q1', 'Q2', 'Q3', 'Q4'] as const;

export type Query = (typeof QUERIES)[number];

const POSTS_OF_USERS = '{ posts { id title user { id name email } } }';

export const QUERY_TEXTS: Readonly<Record<Query, string>> = {
  Q1: '{ greet }',
  Q2: '{ posts { id title } }',
  Q3: POSTS_OF_USERS,
  Q4: POSTS_OF_USERS,
};

export const QUERY_MEANINGS: Readonly<Record<Query, string>> = {
  Q1: 'a constant',
  Q2: '100 posts',
  Q3: '100 posts, each with its user: two calls of the upstream when batched',
  Q4: 'Q3 with the cache of each contender on',
};
