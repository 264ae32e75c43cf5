import { createRandom } from './random.js';
import { DAY_MS, presentOf, wholeSeconds } from './timeline.js';
import type { Mailing, Membership, World, WorldAudience } from './world.js';

const PER_AUDIENCE = 3;
const SUBJECTS = [
  'What is new',
  'Meet us next week',
  'Your autumn guide',
  'Last days of the offer',
  'Read this first',
] as const;

/** Three an audience: two were sent within the days that have statistics, one is still a draft or scheduled. */
export function createMailings(
  options: World['options'],
  audiences: readonly WorldAudience[],
  memberships: readonly Membership[],
): Mailing[] {
  const audienceSize = new Map<number, number>();
  for (const { audienceIndex, status } of memberships) {
    if (status === 'subscribed') audienceSize.set(audienceIndex, (audienceSize.get(audienceIndex) ?? 0) + 1);
  }
  return audiences.flatMap((audience) =>
    Array.from({ length: PER_AUDIENCE }, (_, number) =>
      createMailing(options, audience, number, audienceSize.get(audience.index) ?? 0),
    ),
  );
}

function createMailing(options: World['options'], audience: WorldAudience, number: number, size: number): Mailing {
  const index = audience.index * PER_AUDIENCE + number;
  const random = createRandom(options.seed, 'mailing', index);
  const wasSent = number < PER_AUDIENCE - 1;
  const sentAt = wholeSeconds(presentOf(options) - random.between(0.5, Math.max(1, options.days - 1)) * DAY_MS);
  const sent = wasSent ? size : 0;
  const hardBounces = share(sent, random.between(0, 0.01));
  const softBounces = share(sent, random.between(0, 0.02));
  const delivered = sent - hardBounces - softBounces;
  const uniqueOpens = share(delivered, random.between(0.2, 0.5));
  const uniqueClicks = share(uniqueOpens, random.between(0.05, 0.25));
  const subject = random.pick(SUBJECTS);
  return {
    id: `${random.int(0x100000, 0xffffff).toString(16)}${index.toString(16).padStart(4, '0')}`,
    title: `${audience.name}: ${subject} (${number + 1})`,
    subject,
    audienceIndex: audience.index,
    status: wasSent ? 'sent' : random.pick(['save', 'schedule']),
    createdAt: wholeSeconds(sentAt - random.between(0.2, 6) * DAY_MS),
    sentAt: wasSent ? sentAt : null,
    sent,
    opens: Math.round(uniqueOpens * random.between(1.1, 2)),
    uniqueOpens,
    clicks: Math.round(uniqueClicks * random.between(1, 1.6)),
    uniqueClicks,
    unsubscribed: share(uniqueOpens, random.between(0, 0.02)),
    hardBounces,
    softBounces,
  };
}

function share(whole: number, part: number): number {
  return Math.floor(whole * part);
}
