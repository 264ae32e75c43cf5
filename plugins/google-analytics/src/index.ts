import { defineConnector } from '@selvedge/connector-api';
import { account, quota } from '@selvedge/google-analytics-wire';
import { propertySetting } from './run-report.js';
import { webAnalyticsReport } from './web-analytics-report.js';

/** Google Analytics Data API v1beta: visits, conversions and revenue of one property by day and channel. */
export default defineConnector({
  ...account,
  baseUrl: 'https://analyticsdata.googleapis.com',
  settings: { propertyId: propertySetting },
  quota,
  capabilities: { 'webAnalytics.report': webAnalyticsReport },
});
