import { quotaOf } from '@selvedge/klaviyo-wire';

const WRITES = { burst: 75, steady: 700 };

/** Operations of revision 2022-10-17 with another limit than the usual one. */
export const quota = quotaOf({
  'POST /api/profiles': WRITES,
  'GET /api/profiles/:id': WRITES,
  'PATCH /api/profiles/:id': WRITES,
  'POST /api/profile-subscription-bulk-create-jobs': WRITES,
  'POST /api/profile-unsubscription-bulk-create-jobs': WRITES,
  'GET /api/events': { burst: 350, steady: 3_500 },
});
