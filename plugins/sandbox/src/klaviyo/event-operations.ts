import type { KlaviyoEvent, KlaviyoMetric } from '../world/klaviyo-world.js';
import type { Account } from './account.js';
import { cursorPage, type PageRules } from './cursor-page.js';
import { type Filterable, parseFilter } from './filter.js';
import { invalidParameter, notFound } from './klaviyo-error.js';
import { type Answer, type ApiCall, type Operation, ok } from './operation.js';
import { type KnownEvent, renderEvent, renderIncluded, renderMetric } from './render-event.js';
import { absolute } from './wire.js';

const LIMIT = { burst: 350, steady: 3500 };
const SLOWER = { burst: 10, steady: 150 };

export const EVENTS_2022: readonly Operation[] = [
  {
    id: 'get_events',
    method: 'GET',
    path: '/api/events/',
    limit: LIMIT,
    handle: (call) => listEvents(call, { metric_id: ['equals'] }, { usual: 200, largest: 200, sizable: false }),
  },
  { id: 'get_event', method: 'GET', path: '/api/events/:id/', limit: SLOWER, handle: readEvent },
];

export const EVENTS_2026: readonly Operation[] = [
  {
    id: 'get_events',
    method: 'GET',
    path: '/api/events',
    limit: LIMIT,
    handle: (call) =>
      listEvents(call, { metric_id: ['equals'], profile_id: ['equals'] }, { usual: 200, largest: 1000, sizable: true }),
  },
  { id: 'get_event', method: 'GET', path: '/api/events/:id', limit: SLOWER, handle: readEvent },
  { id: 'get_metrics', method: 'GET', path: '/api/metrics', limit: SLOWER, handle: listMetrics },
];

function listEvents(call: ApiCall, filterable: Filterable, rules: PageRules): Answer {
  const { account, query, path } = call;
  const conditions = parseFilter(query.filter, filterable);
  const found = account.base.world.events.filter((event) =>
    conditions.every(({ field, values }) => values[0] === (field === 'metric_id' ? event.metricId : event.profileId)),
  );
  const known = sorted(found, query.sort).flatMap((event) => knownEvent(account, event) ?? []);
  const { items, links } = cursorPage(known, path, query, rules);
  const included = renderIncluded(items, call);
  return ok({
    data: items.map((item) => renderEvent(item, call)),
    ...(included.length > 0 ? { included } : {}),
    links,
  });
}

function readEvent(call: ApiCall): Answer {
  const { account, params, query, path } = call;
  const event = account.base.world.events.find(({ id }) => id === params.id);
  const known = event && knownEvent(account, event);
  if (!known) throw notFound(`An event with id ${params.id}`);
  const included = renderIncluded([known], call);
  const links = { self: absolute(path, query) };
  return ok({ data: renderEvent(known, call), ...(included.length > 0 ? { included } : {}), links });
}

function listMetrics(call: ApiCall): Answer {
  const { account, query, path } = call;
  const rules = { usual: 200, largest: 200, sizable: false };
  const { items, links } = cursorPage(account.base.world.metrics, path, query, rules);
  return ok({ data: items.map((metric) => renderMetric(metric, call)), links });
}

/** Null when its person was erased. */
function knownEvent(account: Account, event: KlaviyoEvent): KnownEvent | null {
  const profile = account.profile(event.profileId);
  const metric = account.base.world.metrics.find(({ id }) => id === event.metricId);
  return profile === null || metric === undefined ? null : { event, profile, metric: metric satisfies KlaviyoMetric };
}

/** The newest first, as without `sort`. */
function sorted(events: readonly KlaviyoEvent[], sort = '-datetime'): readonly KlaviyoEvent[] {
  if (!/^-?(datetime|timestamp)$/.test(sort)) throw invalidParameter('sort', `Cannot sort by ${sort}.`);
  const sign = sort.startsWith('-') ? -1 : 1;
  return events.toSorted((a, b) => sign * (a.occurredAt - b.occurredAt || (a.id < b.id ? -1 : 1)));
}
