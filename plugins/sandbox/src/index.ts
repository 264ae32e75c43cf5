export { type Sandbox, type SandboxOptions, startSandbox } from './sandbox.js';
export { createWorld } from './world/create-world.js';
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
