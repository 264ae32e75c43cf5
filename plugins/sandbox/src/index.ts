export type { FaultSpecification } from './control/faults.js';
export { type Sandbox, type SandboxOptions, startSandbox } from './sandbox.js';
export { sequence } from './sequence.js';
export { createWorld } from './world/create-world.js';
export type { KlaviyoProfile, KlaviyoWorld } from './world/klaviyo-world.js';
export type { SearchAd, SearchAdDay, SearchAdGroup, SearchAds, SearchCampaign } from './world/search-ads.js';
export { EUR_PER_UNIT, type WebChannel, type WebDay } from './world/web-day.js';
export type {
  AdDay,
  Mailing,
  MarketoLead,
  Membership,
  Ownership,
  Person,
  Spelling,
  World,
  WorldAd,
  WorldAdCampaign,
  WorldAdSet,
  WorldAudience,
  WorldCompany,
  WorldDeal,
  WorldOptions,
  WorldOwner,
} from './world/world.js';
