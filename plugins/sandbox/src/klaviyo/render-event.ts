import type { KlaviyoEvent, KlaviyoMetric } from '../world/klaviyo-world.js';
import type { Query } from './cursor-page.js';
import { renderProfile } from './render-profile.js';
import type { Revision } from './revision.js';
import type { StoredProfile } from './stored-profile.js';
import { absolute, linkedOnly, names, sparse, wireInstant } from './wire.js';

/** An event with its neighbours. */
export interface KnownEvent {
  event: KlaviyoEvent;
  metric: KlaviyoMetric;
  profile: StoredProfile;
}

interface Asked {
  revision: Revision;
  query: Query;
}

/** An event as the revision answers it: 2022 with `metric_id`, `profile_id` and a time as text, 2026 without. */
export function renderEvent({ event, metric, profile }: KnownEvent, { revision, query }: Asked) {
  const seconds = Math.floor(event.occurredAt / 1_000);
  const facts = {
    event_properties: propertiesOf(event),
    datetime: wireInstant(event.occurredAt),
    uuid: uuidOf(event.id),
  };
  const fields = query['fields[event]'];
  if (revision === '2022-10-17') {
    const attributes = { metric_id: metric.id, profile_id: profile.id, timestamp: String(seconds), ...facts };
    return {
      type: 'event',
      id: event.id,
      // The specification requires `metric_id`, whatever fields are asked for.
      attributes: { ...sparse(attributes, fields), metric_id: metric.id },
      relationships: {
        metrics: { data: [{ type: 'metric', id: metric.id }] },
        profiles: { data: [{ type: 'profile', id: profile.id }] },
      },
      links: { self: absolute(`/api/events/${event.id}/`) },
    };
  }
  const path = `/api/events/${event.id}`;
  return {
    type: 'event',
    id: event.id,
    attributes: sparse({ timestamp: seconds, ...facts }, fields),
    relationships: {
      profile: { data: { type: 'profile', id: profile.id }, ...linkedOnly(path, 'profile') },
      metric: { data: { type: 'metric', id: metric.id }, ...linkedOnly(path, 'metric') },
    },
    links: { self: absolute(path) },
  };
}

/** Metrics and profiles that `include` names, each once. */
export function renderIncluded(events: readonly KnownEvent[], asked: Asked): object[] {
  const old = asked.revision === '2022-10-17';
  const { include } = asked.query;
  const metrics = new Map(events.map(({ metric }) => [metric.id, metric]));
  const profiles = new Map(events.map(({ profile }) => [profile.id, profile]));
  return [
    ...(names(include, old ? 'metrics' : 'metric')
      ? [...metrics.values()].map((metric) => renderMetric(metric, asked))
      : []),
    ...(names(include, old ? 'profiles' : 'profile')
      ? [...profiles.values()].map((profile) => renderProfile(profile, asked))
      : []),
  ];
}

export function renderMetric(metric: KlaviyoMetric, { revision, query }: Asked) {
  const attributes = {
    name: metric.name,
    created: wireInstant(metric.createdAt),
    updated: wireInstant(metric.createdAt),
    integration: { object: 'integration', id: '0eMvjm', name: 'API', category: 'API' },
  };
  const path = `/api/metrics/${metric.id}${revision === '2022-10-17' ? '/' : ''}`;
  return {
    type: 'metric',
    id: metric.id,
    attributes: sparse(attributes, query['fields[metric]']),
    links: { self: absolute(path) },
  };
}

function propertiesOf({ id, value }: KlaviyoEvent): object {
  return { $event_id: id, ...(value === null ? {} : { $value: value.amount, $currency_code: value.currency }) };
}

/** A UUID in form, made of the event's id. */
function uuidOf(id: string): string {
  const hex = Buffer.from(id).toString('hex').slice(0, 32);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
