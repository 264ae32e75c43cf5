import { shortId } from './klaviyo-ids.js';
import type { KlaviyoList, KlaviyoListMember, KlaviyoProfile } from './klaviyo-world.js';
import { createRandom } from './random.js';
import { DAY_MS, presentOf, wholeSeconds } from './timeline.js';
import type { World } from './world.js';

const NAMES = [
  'Newsletter',
  'VIP customers',
  'Back in stock',
  'Welcome series',
  'Birthday club',
  'Early access',
] as const;

/** Half as many as there are audiences, oldest first. */
export function createKlaviyoLists(options: World['options']): KlaviyoList[] {
  return Array.from({ length: Math.ceil(options.audiences / 2) }, (_, at) => {
    const random = createRandom(options.seed, 'klaviyo-list', at + 1);
    const present = presentOf(options);
    const createdAt = wholeSeconds(present - (1000 - at) * DAY_MS + random.between(0, DAY_MS / 2));
    const round = Math.floor(at / NAMES.length);
    return {
      id: shortId(random, at + 1),
      name: `${NAMES[at % NAMES.length]}${round === 0 ? '' : ` ${round + 1}`}`,
      createdAt,
      updatedAt: wholeSeconds(random.between(createdAt, present)),
    };
  });
}

/** Nine profiles of ten are in one or two lists. */
export function createKlaviyoListMembers(
  options: World['options'],
  lists: readonly KlaviyoList[],
  profiles: readonly KlaviyoProfile[],
): KlaviyoListMember[] {
  const present = presentOf(options);
  return profiles.flatMap(({ id: profileId, personIndex, createdAt }) => {
    const random = createRandom(options.seed, 'klaviyo-list-member', personIndex);
    const wanted = random.pick([0, 1, 1, 1, 1, 1, 1, 2, 2, 2]);
    const picked = new Set(
      Array.from({ length: wanted }, () => lists[random.int(0, lists.length - 1)]?.id).filter((id) => id !== undefined),
    );
    return [...picked].map((listId) => ({
      listId,
      profileId,
      joinedAt: wholeSeconds(random.between(createdAt, present)),
    }));
  });
}
