import type { Connector } from '@selvedge/connector-api';
import { accountSetting } from './account.js';
import { adByAdSet, adById } from './ad.js';
import { adCampaignById, adCampaignPage } from './ad-campaign.js';
import { adSetByCampaign, adSetById } from './ad-set.js';
import { adStatistics } from './ad-statistics.js';
import { type ApiVersion, capabilityAt } from './call-at.js';
import { classify } from './classify.js';
import { conversionSetting } from './insights.js';
import { performanceReport } from './performance-report.js';
import { performanceReportJob } from './performance-report-job.js';
import { quota } from './quota.js';

/** What every major of the Marketing API's connector is, at the version of the API that the major speaks. */
export function marketingApi(version: ApiVersion): Connector {
  return {
    id: 'meta-ads',
    baseUrl: 'https://graph.facebook.com',
    credential: { type: 'bearer' },
    settings: { adAccountId: accountSetting, conversionAction: conversionSetting },
    scopes: ['ads_read'],
    personalData: [],
    quota,
    classify,
    capabilities: {
      'adCampaign.byId': capabilityAt(version, adCampaignById),
      'adCampaign.page': capabilityAt(version, adCampaignPage),
      'adSet.byId': capabilityAt(version, adSetById),
      'adSet.byCampaign': capabilityAt(version, adSetByCampaign),
      'ad.byId': capabilityAt(version, adById),
      'ad.byAdSet': capabilityAt(version, adByAdSet),
      'ad.statistics': capabilityAt(version, adStatistics),
      'performance.report': capabilityAt(version, performanceReport),
    },
    jobs: { 'performance.report': performanceReportJob(version) },
  };
}
