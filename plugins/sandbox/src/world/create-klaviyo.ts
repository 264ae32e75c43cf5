import { createKlaviyoCampaigns } from './create-klaviyo-campaigns.js';
import { createKlaviyoEvents, klaviyoMetrics } from './create-klaviyo-events.js';
import { createKlaviyoListMembers, createKlaviyoLists } from './create-klaviyo-lists.js';
import { createKlaviyoProfiles } from './create-klaviyo-profiles.js';
import type { KlaviyoWorld } from './klaviyo-world.js';
import type { Person, World, WorldDeal } from './world.js';

/** The Klaviyo account of the same people, in draws of its own. */
export function createKlaviyo(
  options: World['options'],
  people: readonly Person[],
  deals: readonly WorldDeal[],
): KlaviyoWorld {
  const profiles = createKlaviyoProfiles(options, people);
  const lists = createKlaviyoLists(options);
  const listMembers = createKlaviyoListMembers(options, lists, profiles);
  const metrics = klaviyoMetrics(options);
  return {
    profiles,
    lists,
    listMembers,
    campaigns: createKlaviyoCampaigns(options, lists, listMembers, profiles),
    metrics,
    events: createKlaviyoEvents(options, profiles, deals, metrics),
  };
}
