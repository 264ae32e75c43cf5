import { createGoogleAds } from '@selvedge/google-ads-wire';

/** Google Ads API v22: campaigns, ad groups and ads of one customer, what they cost and brought, and conversions. */
export default createGoogleAds({
  version: 'v22',
  campaignStart: {
    field: 'campaign.start_date',
    key: 'startDate',
    dateTime: (date) => (/^\d{4}-\d{2}-\d{2}$/.test(date) ? `${date} 00:00:00` : null),
  },
});
