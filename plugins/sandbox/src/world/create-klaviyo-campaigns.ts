import { ulid } from './klaviyo-ids.js';
import type { KlaviyoCampaign, KlaviyoList, KlaviyoListMember, KlaviyoProfile } from './klaviyo-world.js';
import { createRandom } from './random.js';
import { DAY_MS, presentOf, wholeSeconds } from './timeline.js';
import type { World } from './world.js';

const PER_LIST = 3;
const SUBJECTS = ['Your basket misses you', 'New this week', 'Members save today', 'Thank you for your order'] as const;

/** Three a list: two were sent within the days that have statistics, one is still a draft or scheduled. */
export function createKlaviyoCampaigns(
  options: World['options'],
  lists: readonly KlaviyoList[],
  members: readonly KlaviyoListMember[],
  profiles: readonly KlaviyoProfile[],
): KlaviyoCampaign[] {
  const reachable = new Set(
    profiles
      .filter(({ emailConsent, bouncedAt }) => emailConsent === 'SUBSCRIBED' && bouncedAt === null)
      .map(({ id }) => id),
  );
  const sizes = new Map<string, number>();
  for (const { listId, profileId } of members) {
    if (reachable.has(profileId)) sizes.set(listId, (sizes.get(listId) ?? 0) + 1);
  }
  return lists.flatMap((list, at) =>
    Array.from({ length: PER_LIST }, (_, number) =>
      createCampaign(
        options,
        list,
        at * PER_LIST + number + 1,
        number < PER_LIST - 1 ? (sizes.get(list.id) ?? 0) : null,
      ),
    ),
  );
}

/** `recipients`: null for a campaign that was not sent. */
function createCampaign(
  options: World['options'],
  list: KlaviyoList,
  index: number,
  recipients: number | null,
): KlaviyoCampaign {
  const random = createRandom(options.seed, 'klaviyo-campaign', index);
  const present = presentOf(options);
  const wholeDays = Math.max(1, options.days - 1);
  const sendAt = wholeSeconds(present - random.between(0.5, wholeDays) * DAY_MS);
  const createdAt = wholeSeconds(sendAt - random.between(0.5, 5) * DAY_MS);
  const subject = random.pick(SUBJECTS);
  const reached = recipients ?? 0;
  const bounced = share(reached, random.between(0, 0.03));
  const opensUnique = share(reached - bounced, random.between(0.25, 0.55));
  const isScheduled = random.chance(0.5);
  const ahead = wholeSeconds(present + random.between(1, 10) * DAY_MS);
  return {
    id: ulid(random, createdAt, index),
    messageId: ulid(random, createdAt, index + 100_000),
    listId: list.id,
    name: `${list.name}: ${subject} #${index}`,
    subject,
    status: recipients !== null ? 'Sent' : isScheduled ? 'Scheduled' : 'Draft',
    createdAt,
    updatedAt: recipients === null ? createdAt : sendAt,
    scheduledAt: recipients !== null ? createdAt : isScheduled ? createdAt : null,
    sentAt: recipients !== null ? sendAt : isScheduled ? ahead : null,
    recipients: reached,
    bounced,
    opensUnique,
    clicksUnique: share(opensUnique, random.between(0.05, 0.3)),
    unsubscribed: share(opensUnique, random.between(0, 0.02)),
  };
}

function share(whole: number, part: number): number {
  return Math.floor(whole * part);
}
