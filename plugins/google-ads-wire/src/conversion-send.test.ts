import type { ConversionEvent } from '@selvedge/schema';
import { expect, it } from 'vitest';
import { callTo, googleAds } from './testing/fake-google-ads.js';

const send = googleAds.capabilities['conversion.send']!;

const event = (eventId: string, more: Partial<ConversionEvent> = {}): ConversionEvent => ({
  eventId,
  name: 'Purchase',
  occurredAt: '2026-11-20T12:30:00+02:00',
  value: { amount: '12.50', currency: 'EUR' },
  clickIds: { gclid: `gclid-${eventId}` },
  ...more,
});
const error = (code: string, index?: number) => ({
  errorCode: { conversionUploadError: code },
  message: 'no',
  location: { fieldPathElements: [{ fieldName: 'conversions', ...(index === undefined ? {} : { index }) }] },
});
const answered = (errors: readonly object[]) => ({
  body: {
    ...(errors.length === 0 ? {} : { partialFailureError: { code: 3, message: 'm', details: [{ errors }] } }),
    results: [{}],
  },
});

it('uploads a conversion for its click, with the id that counts once', async () => {
  const { call, requests } = callTo(() => answered([]));
  expect(await send.run([event('a')], call)).toEqual([{ status: 'received', matchQuality: 1 }]);
  expect(requests).toMatchObject([
    {
      path: '/v99/customers/1234567890:uploadClickConversions',
      body: {
        partialFailure: true,
        conversions: [
          {
            gclid: 'gclid-a',
            conversionAction: 'customers/1234567890/conversionActions/701',
            conversionDateTime: '2026-11-20 10:30:00+00:00',
            conversionValue: 12.5,
            currencyCode: 'EUR',
            orderId: 'a',
          },
        ],
      },
    },
  ]);
});

it('puts each error at the event it is about, also where the place is zero and left out', async () => {
  const { call } = callTo(() =>
    answered([error('UNPARSEABLE_GCLID'), error('ORDER_ID_ALREADY_IN_USE', 2), error('TOO_RECENT_EVENT', 3)]),
  );
  expect(await send.run([event('a'), event('b'), event('c'), event('d')], call)).toMatchObject([
    { failure: { class: 'invalid', vendorCode: 'UNPARSEABLE_GCLID' } },
    { status: 'received' },
    { status: 'duplicate' },
    { failure: { class: 'transient', retryable: false, retryAfterMs: 21_600_000 } },
  ]);
});

it('sends an event that stands twice once, and keeps places when some are not sent', async () => {
  const { call, requests } = callTo(() => answered([error('EXPIRED_EVENT', 1)]));
  const events = [event('x', { clickIds: {} }), event('a'), event('a'), event('b'), event('y', { name: 'Unknown' })];
  expect(await send.run(events, call)).toMatchObject([
    { failure: { class: 'invalid', message: expect.stringContaining('gclid') } },
    { status: 'received' },
    { status: 'duplicate' },
    { failure: { vendorCode: 'EXPIRED_EVENT' } },
    { failure: { class: 'invalid', message: expect.stringContaining('"Unknown"') } },
  ]);
  expect(requests).toMatchObject([{ body: { conversions: [{ orderId: 'a' }, { orderId: 'b' }] } }]);
});

it('sends nothing when no event can be sent', async () => {
  const { call, requests } = callTo(() => answered([]));
  expect(await send.run([event('a', { clickIds: {} })], call)).toMatchObject([{ failure: { class: 'invalid' } }]);
  expect(requests).toEqual([]);
});

it('takes one conversion action for every event name', async () => {
  const settings = { customerId: '1234567890', conversionActions: '705' };
  const { call, requests } = callTo(() => answered([]), settings);
  await send.run([event('a', { name: 'Anything' })], call);
  expect(requests[0]?.body).toMatchObject({
    conversions: [{ conversionAction: 'customers/1234567890/conversionActions/705' }],
  });
});
