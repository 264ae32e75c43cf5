import { quotaOf } from '@selvedge/klaviyo-wire';

const PROFILES = { burst: 75, steady: 750 };

/** Operations of revision 2026-07-15 with another limit than the usual one. */
export const quota = quotaOf({
  'GET /api/profiles': PROFILES,
  'POST /api/profiles': PROFILES,
  'GET /api/profiles/:id': PROFILES,
  'PATCH /api/profiles/:id': PROFILES,
  'POST /api/profile-import': PROFILES,
  'POST /api/profile-subscription-bulk-create-jobs': PROFILES,
  'POST /api/profile-subscription-bulk-delete-jobs': PROFILES,
  'GET /api/lists': PROFILES,
  'GET /api/lists/:id': PROFILES,
  'GET /api/lists/:id/profiles': PROFILES,
  'GET /api/lists/:id/relationships/profiles': PROFILES,
  'GET /api/events': { burst: 350, steady: 3_500 },
  'POST /api/data-privacy-deletion-jobs': { burst: 3, steady: 60 },
  'POST /api/campaign-values-reports': { burst: 1, steady: 2, daily: 225 },
});
