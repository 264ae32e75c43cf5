import { type Connector, defineConnector } from '@selvedge/connector-api';
import { adByAdSet, adById } from './ad.js';
import { adCampaignById, adCampaignPage } from './ad-campaign.js';
import { adSetByCampaign, adSetById } from './ad-set.js';
import { adStatistics } from './ad-statistics.js';
import { classify } from './classify.js';
import { conversionActionsSetting } from './conversion-actions.js';
import { conversionSend } from './conversion-send.js';
import { customerSettings } from './customer.js';
import type { Dialect } from './dialect.js';
import { performanceReport } from './performance-report.js';
import { dailyOperationsSetting, quota } from './quota.js';

/** The Google Ads connector in one version's dialect: the account of one customer. */
export function createGoogleAds(dialect: Dialect): Connector {
  return defineConnector({
    id: 'google-ads',
    baseUrl: 'https://googleads.googleapis.com',
    credential: { type: 'bearer' },
    settings: {
      ...customerSettings,
      conversionActions: conversionActionsSetting,
      dailyOperations: dailyOperationsSetting,
    },
    scopes: ['https://www.googleapis.com/auth/adwords'],
    personalData: ['ConversionEvent.clickIds'],
    quota,
    classify: (answer) => classify(answer),
    capabilities: {
      'adCampaign.byId': adCampaignById(dialect),
      'adCampaign.page': adCampaignPage(dialect),
      'adSet.byId': adSetById(dialect),
      'adSet.byCampaign': adSetByCampaign(dialect),
      'ad.byId': adById(dialect),
      'ad.byAdSet': adByAdSet(dialect),
      'ad.statistics': adStatistics(dialect),
      'performance.report': performanceReport(dialect),
      'conversion.send': conversionSend(dialect),
    },
  });
}
