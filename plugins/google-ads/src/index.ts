import { createGoogleAds } from '@selvedge/google-ads-wire';

/** Google Ads API v25: campaigns, ad groups and ads of one customer, what they cost and brought, and conversions. */
export default createGoogleAds({
  version: 'v25',
  campaignStart: {
    field: 'campaign.start_date_time',
    key: 'startDateTime',
    dateTime: (dateTime) => (/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/.test(dateTime) ? dateTime : null),
  },
});
