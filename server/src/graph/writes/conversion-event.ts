import type { ConversionEvent, ConversionEventInput } from '@selvedge/schema';
import type { Attempt } from './attempt.js';
import { givenFields } from './given-fields.js';
import { moneyOf } from './money-of.js';

/** A conversion as connectors take it, or why it cannot be sent. */
export function conversionEventOf(input: ConversionEventInput): Attempt<ConversionEvent> {
  const value = input.value == null ? null : moneyOf(input.value, 'value');
  if (value?.ok === false) return value;
  const event = givenFields({
    eventId: input.eventId,
    name: input.name,
    occurredAt: input.occurredAt.toISOString(),
    value: value?.value,
    sourceUrl: input.sourceUrl ?? undefined,
    email: input.email ?? undefined,
    phone: input.phone ?? undefined,
    externalId: input.externalId ?? undefined,
    clientIp: input.clientIp ?? undefined,
    clientUserAgent: input.clientUserAgent ?? undefined,
    clickIds: input.clickIds == null ? undefined : clickIdsOf(input.clickIds),
  });
  return { ok: true, value: event };
}

function clickIdsOf(clickIds: NonNullable<ConversionEventInput['clickIds']>): Record<string, string> {
  return Object.fromEntries(clickIds.map(({ name, value }) => [name, value]));
}
