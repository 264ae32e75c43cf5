import { defineConnector } from '@selvedge/connector-api';
import { classify } from './classify.js';
import { propertySetting } from './run-report.js';
import { webAnalyticsReport } from './web-analytics-report.js';

/** Google Analytics Data API v1beta: visits, conversions and revenue of one property by day and channel. */
export default defineConnector({
  id: 'google-analytics',
  baseUrl: 'https://analyticsdata.googleapis.com',
  credential: { type: 'bearer' },
  settings: { propertyId: propertySetting },
  // A standard property's concurrent requests.
  concurrency: 10,
  classify: (answer) => classify(answer),
  capabilities: { 'webAnalytics.report': webAnalyticsReport },
});
