import { createRandom, type Random } from './random.js';
import { DAY_MS, presentOf, wholeSeconds } from './timeline.js';
import type { Person, World, WorldDeal } from './world.js';

const FIRST_ID = 90_000_000;

/** HubSpot's default pipeline, before a deal is closed. */
const OPEN_STAGES = [
  'appointmentscheduled',
  'qualifiedtobuy',
  'presentationscheduled',
  'decisionmakerboughtin',
  'contractsent',
] as const;

/** Deals of people that HubSpot knows; a minority of them buys again and again. */
export function createDeals(options: World['options'], people: readonly Person[]): WorldDeal[] {
  const buyers = people.filter((person) => person.hubspot !== null);
  return Array.from({ length: buyers.length === 0 ? 0 : options.deals }, (_, at) =>
    createDeal(options, buyers, at + 1),
  ).filter((deal) => deal !== null);
}

function createDeal(options: World['options'], buyers: readonly Person[], index: number): WorldDeal | null {
  const random = createRandom(options.seed, 'deal', index);
  // The square makes low positions likelier: those are the repeat buyers. Deal 1 is Ada's.
  const position = index === 1 ? 0 : Math.floor(random.next() ** 2 * buyers.length);
  const buyer = buyers[position];
  if (buyer === undefined) return null;
  const present = presentOf(options);
  const createdAt = wholeSeconds(random.between(buyer.createdAt, present));
  const plannedClose = wholeSeconds(createdAt + random.between(3, 75) * DAY_MS);
  const outcome = outcomeOf(random, plannedClose < present);
  return {
    index,
    id: FIRST_ID + index,
    name: `${random.pick(['Starter', 'Team', 'Business', 'Renewal', 'Pilot', 'Expansion'])} ${index}`,
    amount: (random.int(20_000, 900_000) / 100).toFixed(2),
    currency: random.pick(['EUR', 'EUR', 'EUR', 'EUR', 'EUR', 'EUR', 'EUR', 'USD', 'USD', 'GBP']),
    stage: outcome,
    won: outcome === 'closedwon',
    closedAt: plannedClose,
    createdAt,
    updatedAt: Math.min(plannedClose, wholeSeconds(random.between(createdAt, present))),
    personIndex: buyer.index,
    companyIndex: buyer.companyIndex,
  };
}

/** An open deal's closing date lies ahead; one that has passed was won or lost. */
function outcomeOf(random: Random, closed: boolean): string {
  const won = random.chance(0.6);
  const open = random.pick(OPEN_STAGES);
  if (!closed) return open;
  return won ? 'closedwon' : 'closedlost';
}
