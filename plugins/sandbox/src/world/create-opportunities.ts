import { createRandom, type Random } from './random.js';
import type { SalesforcePerson, WorldOpportunity } from './salesforce-world.js';
import { DAY_MS, presentOf, wholeSeconds } from './timeline.js';
import type { Person, World } from './world.js';

/** Salesforce's default sales process, before an opportunity is closed. */
const OPEN_STAGES = ['Prospecting', 'Qualification', 'Proposal/Price Quote', 'Negotiation/Review'] as const;

/** Opportunities of Salesforce's contacts, none of them a deal of HubSpot. The first is person 1's. */
export function createOpportunities(
  options: World['options'],
  people: readonly Person[],
  salesforcePeople: readonly SalesforcePerson[],
): WorldOpportunity[] {
  const buyers = salesforcePeople.filter(({ object }) => object === 'Contact');
  return Array.from({ length: options.opportunities }, (_, at) =>
    createOpportunity(options, people, buyers, at + 1),
  ).filter((opportunity) => opportunity !== null);
}

function createOpportunity(
  options: World['options'],
  people: readonly Person[],
  buyers: readonly SalesforcePerson[],
  index: number,
): WorldOpportunity | null {
  const random = createRandom(options.seed, 'opportunity', index);
  const position = Math.floor(random.next() * buyers.length);
  const buyer = buyers[index === 1 ? 0 : position];
  if (buyer === undefined) return null;
  const present = presentOf(options);
  const createdAt = wholeSeconds(random.between(buyer.createdAt, present));
  const plannedClose = createdAt + random.between(3, 75) * DAY_MS;
  const stage = stageOf(random, plannedClose < present);
  return {
    index,
    name: `${random.pick(['Licence', 'Rollout', 'Support', 'Training', 'Upgrade'])} S-${index}`,
    amount: (random.int(20_000, 900_000) / 100).toFixed(2),
    currency: random.pick(['EUR', 'EUR', 'EUR', 'EUR', 'EUR', 'EUR', 'EUR', 'USD', 'USD', 'GBP']),
    stage,
    won: stage === 'Closed Won',
    closeDate: new Date(plannedClose).toISOString().slice(0, 10),
    createdAt,
    updatedAt: Math.min(wholeSeconds(plannedClose), wholeSeconds(random.between(createdAt, present))),
    personIndex: buyer.personIndex,
    companyIndex: people[buyer.personIndex - 1]?.companyIndex ?? null,
  };
}

/** An open opportunity's closing date lies ahead; one that has passed was won or lost. */
function stageOf(random: Random, closed: boolean): string {
  const won = random.chance(0.6);
  const open = random.pick(OPEN_STAGES);
  if (!closed) return open;
  return won ? 'Closed Won' : 'Closed Lost';
}
