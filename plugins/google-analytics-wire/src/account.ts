import type { Connector } from '@selvedge/connector-api';
import { classify } from './classify.js';

/** What is the same in every major of the connector. */
export const account = {
  id: 'google-analytics',
  credential: { type: 'bearer' },
  scopes: ['https://www.googleapis.com/auth/analytics.readonly'],
  personalData: [],
  // A standard property's concurrent requests.
  concurrency: 10,
  classify: (answer) => classify(answer),
} as const satisfies Partial<Connector>;
