import { createRandom, type Random } from './random.js';
import { DAY_MS, presentOf, wholeSeconds } from './timeline.js';
import type { Membership, Person, World, WorldAudience } from './world.js';

const TOPICS = ['Newsletter', 'Product news', 'Events', 'Webinars', 'Partners', 'Offers'] as const;
const REGIONS = ['Europe', 'United Kingdom', 'DACH', 'France', 'North America', 'Worldwide'] as const;

export function createAudiences(options: World['options']): WorldAudience[] {
  return Array.from({ length: options.audiences }, (_, at) => {
    const index = at + 1;
    const random = createRandom(options.seed, 'audience', index);
    const topic = TOPICS[at % TOPICS.length];
    const region = REGIONS[Math.floor(at / TOPICS.length) % REGIONS.length];
    return {
      index,
      id: `${index.toString(16).padStart(4, '0')}${random.int(0, 0xffffff).toString(16).padStart(6, '0')}`,
      name: `${topic} ${region}`,
      createdAt: wholeSeconds(presentOf(options) - random.between(900, 1800) * DAY_MS),
    };
  });
}

/** Each person known to Mailchimp is in one to three audiences. */
export function createMemberships(options: World['options'], people: readonly Person[]): Membership[] {
  if (options.audiences === 0) return [];
  return people.flatMap((person) => (person.mailchimp === null ? [] : membershipsOf(options, person)));
}

function membershipsOf(options: World['options'], person: Person): Membership[] {
  const random = createRandom(options.seed, 'membership', person.index);
  const wanted = random.pick([1, 1, 1, 2, 2, 3]);
  const audiences = new Set(Array.from({ length: wanted }, () => random.int(1, options.audiences)));
  return [...audiences].map((audienceIndex) => ({
    audienceIndex,
    personIndex: person.index,
    status: statusOf(random),
    updatedAt: wholeSeconds(random.between(person.createdAt, presentOf(options))),
  }));
}

function statusOf(random: Random): Membership['status'] {
  const draw = random.next();
  if (draw < 0.84) return 'subscribed';
  if (draw < 0.94) return 'unsubscribed';
  return draw < 0.97 ? 'cleaned' : 'pending';
}
