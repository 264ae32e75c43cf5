import { type Call, type CapabilityImplementation, oneByOne } from '@selvedge/connector-api';
import type { EventRecord, MoneyRecord } from '@selvedge/schema';
import { z } from 'zod';
import { absentAsNull } from './absent-as-null.js';
import { type Dialect, send } from './dialect.js';
import { isId } from './filter.js';
import { compoundOf, nextCursor, reference } from './json-api.js';
import { refuseQuery } from './list-input.js';
import { instant, text } from './wire-values.js';

/** The newest first. */
export function eventPage(dialect: Dialect): CapabilityImplementation<'event.page'> {
  return {
    maxBatch: 1,
    run: oneByOne(async (input, call) => {
      refuseQuery(input);
      const { body } = await send(call, dialect, {
        path: '/api/events',
        query: {
          ...neighboursOf(dialect),
          sort: '-datetime',
          ...dialect.paging.query(input, EVENTS_AT_ONCE),
        },
        answer: eventsSchema,
      });
      const { items, next } = dialect.paging.page(input, body.data, nextCursor(body.links));
      const neighbours = neighbourhood(body.included);
      return { items: items.map((event) => eventRecord(event, neighbours, call.settings)), next };
    }),
  };
}

export function eventById(dialect: Dialect): CapabilityImplementation<'event.byId'> {
  return {
    maxBatch: 1,
    run: oneByOne(async (id, call) => {
      if (!isId(id)) return null;
      const answer = await absentAsNull(
        send(call, dialect, { path: `/api/events/${id}`, query: neighboursOf(dialect), answer: eventAnswer }),
      );
      if (answer === null) return null;
      return eventRecord(answer.body.data, neighbourhood(answer.body.included), call.settings);
    }),
  };
}

/** More than the gateway ever asks for at once. */
const EVENTS_AT_ONCE = 1_000;

const property = z.union([z.string(), z.number()]).nullish().catch(null);
/** To-one since 2023-09-15, to-many before. */
const neighbour = z.object({ data: z.union([reference, z.array(reference).transform(([first]) => first)]).nullish() });
const eventSchema = z.object({
  id: z.string().min(1),
  attributes: z.object({
    datetime: instant,
    event_properties: z.object({ $value: property, $currency_code: property }).nullish(),
  }),
  relationships: z
    .object({
      metric: neighbour.optional(),
      metrics: neighbour.optional(),
      profile: neighbour.optional(),
      profiles: neighbour.optional(),
    })
    .nullish(),
});
const neighbourSchema = z.object({
  type: z.string(),
  id: z.string().nullish(),
  attributes: z.object({ name: text, email: text }),
});
const eventsSchema = compoundOf(eventSchema, neighbourSchema);
const eventAnswer = z.object({ data: eventSchema, included: z.array(neighbourSchema).nullish() });

/** Names of metrics and addresses of profiles, by id. */
interface Neighbourhood {
  names: ReadonlyMap<string, string | null>;
  emails: ReadonlyMap<string, string | null>;
}

function neighboursOf({ eventNeighbours }: Dialect) {
  return { include: eventNeighbours, 'fields[metric]': 'name', 'fields[profile]': 'email' };
}

function neighbourhood(included: readonly z.output<typeof neighbourSchema>[] | null | undefined): Neighbourhood {
  const ofType = (wanted: string) => (included ?? []).filter(({ type }) => type === wanted);
  return {
    names: new Map(ofType('metric').map(({ id, attributes }) => [id ?? '', attributes.name])),
    emails: new Map(ofType('profile').map(({ id, attributes }) => [id ?? '', attributes.email])),
  };
}

function eventRecord(
  { id, attributes, relationships }: z.output<typeof eventSchema>,
  { names, emails }: Neighbourhood,
  settings: Call['settings'],
): EventRecord {
  const metric = (relationships?.metric ?? relationships?.metrics)?.data?.id;
  const profile = (relationships?.profile ?? relationships?.profiles)?.data?.id;
  return {
    kind: 'Event',
    id,
    name: names.get(metric ?? '') ?? null,
    email: emails.get(profile ?? '') ?? null,
    value: moneyOf(attributes.event_properties, settings.currency),
    occurredAt: attributes.datetime,
    updatedAt: null,
  };
}

/** Null without an amount, and without a currency: a figure of no known currency must not be summed. */
function moneyOf(
  properties: z.output<typeof eventSchema>['attributes']['event_properties'],
  usual: string | undefined,
): MoneyRecord | null {
  const amount = String(properties?.$value ?? '');
  const currency = String(properties?.$currency_code ?? usual ?? '').toUpperCase();
  return /^-?\d+(\.\d+)?$/.test(amount) && /^[A-Z]{3}$/.test(currency) ? { amount, currency } : null;
}
