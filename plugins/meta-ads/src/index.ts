import { defineConnector } from '@selvedge/connector-api';
import { accountSetting } from './account.js';
import { adByAdSet, adById } from './ad.js';
import { adCampaignById, adCampaignPage } from './ad-campaign.js';
import { adSetByCampaign, adSetById } from './ad-set.js';
import { adStatistics } from './ad-statistics.js';
import { classify } from './classify.js';
import { conversionSetting } from './insights.js';
import { performanceReport } from './performance-report.js';

/** Meta Marketing API v25.0: campaigns, ad sets and ads of one ad account, and what they cost and brought. */
export default defineConnector({
  id: 'meta-ads',
  baseUrl: 'https://graph.facebook.com',
  credential: { type: 'bearer' },
  settings: { adAccountId: accountSetting, conversionAction: conversionSetting },
  classify,
  capabilities: {
    'adCampaign.byId': adCampaignById,
    'adCampaign.page': adCampaignPage,
    'adSet.byId': adSetById,
    'adSet.byCampaign': adSetByCampaign,
    'ad.byId': adById,
    'ad.byAdSet': adByAdSet,
    'ad.statistics': adStatistics,
    'performance.report': performanceReport,
  },
});
