import { createAdDays } from './create-ad-days.js';
import { createAdCampaigns, createAdSets, createAds } from './create-ads.js';
import { createAudiences, createMemberships } from './create-audiences.js';
import { createCompanies } from './create-companies.js';
import { createDeals } from './create-deals.js';
import { createKlaviyo } from './create-klaviyo.js';
import { createMailings } from './create-mailings.js';
import { createMarketoLeads } from './create-marketo-leads.js';
import { createOpportunities } from './create-opportunities.js';
import { createOwners, createOwnerships } from './create-owners.js';
import { createPeople } from './create-people.js';
import { createSalesforcePeople } from './create-salesforce-people.js';
import { createSearchAds } from './create-search-ads.js';
import { createWebDays, salesOf } from './create-web-days.js';
import { progressPeople } from './progress-people.js';
import type { World, WorldOptions } from './world.js';

const DEFAULTS: Required<WorldOptions> = {
  seed: 1,
  people: 5000,
  companies: 300,
  deals: 1200,
  opportunities: 400,
  audiences: 24,
  adCampaigns: 60,
  searchCampaigns: 24,
  days: 90,
  today: '2026-11-22',
};

/**
 * Makes the world of the given sizes, in time linear in them. A thing's own draws depend on the seed and its number
 * alone, so that growing one size leaves the others as they were.
 *
 * @throws RangeError when a size is not a whole number ≥ 0 or `today` is not an ISO 8601 date.
 */
export function createWorld(options: WorldOptions = {}): World {
  const complete = withDefaults(options);
  const companies = createCompanies(complete);
  const contacts = createPeople(complete, companies);
  const deals = createDeals(complete, contacts);
  const people = progressPeople(complete, contacts, deals);
  const audiences = createAudiences(complete);
  const memberships = createMemberships(complete, people);
  const adCampaigns = createAdCampaigns(complete);
  const adSets = createAdSets(complete, adCampaigns);
  const ads = createAds(complete, adSets);
  const adDays = createAdDays(complete, adCampaigns, adSets, ads);
  const search = createSearchAds(complete);
  const owners = createOwners(complete);
  const salesforcePeople = createSalesforcePeople(complete, people);
  const opportunities = createOpportunities(complete, people, salesforcePeople);
  return {
    options: complete,
    people,
    companies,
    deals,
    audiences,
    memberships,
    mailings: createMailings(complete, audiences, memberships),
    adCampaigns,
    adSets,
    ads,
    adDays,
    search,
    webDays: createWebDays(complete, { people, sales: salesOf(deals, opportunities), adDays, search }),
    klaviyo: createKlaviyo(complete, people, deals),
    owners,
    ownerships: createOwnerships(complete, people, owners),
    marketoLeads: createMarketoLeads(complete, people),
    salesforcePeople,
    opportunities,
  };
}

function withDefaults(options: WorldOptions): Required<WorldOptions> {
  const complete = { ...DEFAULTS, ...options };
  const { today, ...numbers } = complete;
  for (const [name, value] of Object.entries(numbers)) {
    if (!Number.isInteger(value) || value < 0) {
      throw new RangeError(`World option ${name} must be a whole number of 0 or more, got ${value}.`);
    }
  }
  if (!/^\d{4}-\d{2}-\d{2}$/.test(today) || Number.isNaN(Date.parse(today))) {
    throw new RangeError(`World option today must be a date such as 2026-11-22, got ${JSON.stringify(today)}.`);
  }
  return complete;
}
