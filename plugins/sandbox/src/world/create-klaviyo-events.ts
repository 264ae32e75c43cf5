import { shortId, ulid } from './klaviyo-ids.js';
import type { KlaviyoEvent, KlaviyoMetric, KlaviyoProfile } from './klaviyo-world.js';
import { createRandom } from './random.js';
import { DAY_MS, presentOf, wholeSeconds } from './timeline.js';
import type { World, WorldDeal } from './world.js';

const METRICS = ['Placed Order', 'Opened Email', 'Clicked Email'] as const;
/** Room for the numbers of the mail events, above those of deals. */
const FIRST_MAIL_EVENT = 10_000_000;
const MAIL_EVENTS_AT_MOST = 4;

export function klaviyoMetrics(options: World['options']): KlaviyoMetric[] {
  return METRICS.map((name, at) => ({
    id: shortId(createRandom(options.seed, 'klaviyo-metric', at + 1), at + 1),
    name,
    createdAt: presentOf(options) - 1000 * DAY_MS,
  }));
}

/** An order for each deal won by somebody who has a profile, and mail that was opened and clicked. */
export function createKlaviyoEvents(
  options: World['options'],
  profiles: readonly KlaviyoProfile[],
  deals: readonly WorldDeal[],
  metrics: readonly KlaviyoMetric[],
): KlaviyoEvent[] {
  const since = presentOf(options) - (options.days - 1) * DAY_MS;
  const profileOf = new Map(profiles.map((profile) => [profile.personIndex, profile]));
  const metricId = (name: KlaviyoMetric['name']) => metrics.find((metric) => metric.name === name)?.id ?? '';
  const orders = deals.flatMap((deal): KlaviyoEvent[] => {
    const buyer = profileOf.get(deal.personIndex);
    if (!deal.won || deal.closedAt < since || buyer === undefined) return [];
    const random = createRandom(options.seed, 'klaviyo-order', deal.index);
    return [
      {
        id: ulid(random, deal.closedAt, deal.index),
        metricId: metricId('Placed Order'),
        profileId: buyer.id,
        occurredAt: deal.closedAt,
        value: { amount: Number(deal.amount), currency: deal.currency },
      },
    ];
  });
  const mail = profiles.flatMap((profile) => {
    const random = createRandom(options.seed, 'klaviyo-mail-event', profile.personIndex);
    return Array.from({ length: random.int(0, MAIL_EVENTS_AT_MOST) }, (_, at): KlaviyoEvent => {
      const occurredAt = wholeSeconds(random.between(Math.max(since, profile.createdAt), presentOf(options)));
      return {
        id: ulid(random, occurredAt, FIRST_MAIL_EVENT + profile.personIndex * MAIL_EVENTS_AT_MOST + at),
        metricId: metricId(random.chance(0.8) ? 'Opened Email' : 'Clicked Email'),
        profileId: profile.id,
        occurredAt,
        value: null,
      };
    });
  });
  return [...orders, ...mail];
}
