import { defineConnector } from '@selvedge/connector-api';
import { viewSettings } from './batch-get.js';
import { classify } from './classify.js';
import { webAnalyticsReport } from './web-analytics-report.js';

/** Google Analytics Reporting API v4: visits, conversions and revenue of one view by day and channel. */
export default defineConnector({
  id: 'google-analytics',
  baseUrl: 'https://analyticsreporting.googleapis.com',
  credential: { type: 'bearer' },
  settings: viewSettings,
  concurrency: 10,
  classify: (answer) => classify(answer),
  capabilities: { 'webAnalytics.report': webAnalyticsReport },
});
