import { createRandom, type Random } from './random.js';
import { presentOf, wholeSeconds } from './timeline.js';
import type { Person, World, WorldDeal } from './world.js';

/**
 * People with the stage that their deals prove: a won deal makes a customer, an open one an opportunity; the rest
 * stay somewhere on the way. Dates keep the order created ≤ MQL ≤ SQL ≤ first deal.
 */
export function progressPeople(
  options: World['options'],
  people: readonly Person[],
  deals: readonly WorldDeal[],
): Person[] {
  const dealsOf = Map.groupBy(deals, (deal) => deal.personIndex);
  return people.map((person) => (person.hubspot === null ? person : progress(options, person, dealsOf)));
}

function progress(
  options: World['options'],
  person: Person,
  dealsOf: ReadonlyMap<number, readonly WorldDeal[]>,
): Person {
  const random = createRandom(options.seed, 'lifecycle', person.index);
  const deals = dealsOf.get(person.index) ?? [];
  const stage = provenStage(deals) ?? unprovenStage(random);
  const latest = deals.reduce((earliest, deal) => Math.min(earliest, deal.createdAt), presentOf(options));
  const mql = wholeSeconds(random.between(person.createdAt, latest));
  const sql = wholeSeconds(random.between(mql, latest));
  const qualified = MARKETING_QUALIFIED.has(stage);
  return {
    ...person,
    stage,
    becameMqlAt: qualified ? mql : null,
    becameSqlAt: qualified && stage !== 'marketingqualifiedlead' ? sql : null,
  };
}

const MARKETING_QUALIFIED = new Set(['marketingqualifiedlead', 'salesqualifiedlead', 'opportunity', 'customer']);

function provenStage(deals: readonly WorldDeal[]): string | null {
  if (deals.some((deal) => deal.won)) return 'customer';
  return deals.length > 0 ? 'opportunity' : null;
}

function unprovenStage(random: Random): string {
  return random.pick([
    ...(['subscriber', 'subscriber', 'subscriber', 'lead', 'lead', 'lead', 'lead'] as const),
    ...(['marketingqualifiedlead', 'marketingqualifiedlead', 'salesqualifiedlead'] as const),
  ]);
}
