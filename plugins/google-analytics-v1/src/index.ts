import { defineConnector } from '@selvedge/connector-api';
import { account } from '@selvedge/google-analytics-wire';
import { viewSettings } from './batch-get.js';
import { webAnalyticsReport } from './web-analytics-report.js';

/** Google Analytics Reporting API v4: visits, conversions and revenue of one view by day and channel. */
export default defineConnector({
  ...account,
  baseUrl: 'https://analyticsreporting.googleapis.com',
  settings: viewSettings,
  capabilities: { 'webAnalytics.report': webAnalyticsReport },
});
