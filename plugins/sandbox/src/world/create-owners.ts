import { asciiSlug, FAMILY_NAMES, GIVEN_NAMES } from './names.js';
import { createRandom } from './random.js';
import { DAY_MS, presentOf, wholeSeconds } from './timeline.js';
import type { Ownership, Person, World, WorldOwner } from './world.js';

/** However large the world is: the sales team of one company. */
const TEAM = 12;
const FIRST_OWNER_ID = 41_629_700;

/** The colleagues who look after people; the last of them has left and some people are still hers. */
export function createOwners(options: World['options']): WorldOwner[] {
  const present = presentOf(options);
  return Array.from({ length: TEAM }, (_, at) => {
    const index = at + 1;
    const random = createRandom(options.seed, 'owner', index);
    const givenName = random.pick(GIVEN_NAMES);
    const familyName = random.pick(FAMILY_NAMES);
    const createdAt = wholeSeconds(present - random.between(1_000, 1_500) * DAY_MS);
    const updatedAt = wholeSeconds(random.between(createdAt, present));
    return {
      index,
      id: FIRST_OWNER_ID + index,
      givenName,
      familyName,
      email: `${asciiSlug(givenName)}.${asciiSlug(familyName)}.${index}@sales.example`,
      createdAt,
      updatedAt,
      leftAt: index === TEAM ? updatedAt : null,
    };
  });
}

/** Who looks after whom; about a fifth of the people are nobody's yet. Person 1 always has an owner. */
export function createOwnerships(
  options: World['options'],
  people: readonly Person[],
  owners: readonly WorldOwner[],
): Ownership[] {
  return people.flatMap(({ index: personIndex }) => {
    const random = createRandom(options.seed, 'ownership', personIndex);
    const ownerIndex = random.int(1, owners.length);
    return personIndex === 1 || random.chance(0.8) ? [{ personIndex, ownerIndex }] : [];
  });
}
