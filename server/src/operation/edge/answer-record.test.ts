import { expect, it } from 'vitest';
import { tagKey } from '../../caching/index.js';
import type { Outcome } from '../../ports/index.js';
import { createAnswerRecord } from './answer-record.js';

const ORIGIN = {
  connector: 'crm',
  version: '1.0.0',
  connection: 't/crm',
  fetchedAt: 1_000,
  stale: false,
  tags: ['A:1'],
};
const ok = (over: object = {}, freshUntil = 61_000): Outcome<unknown> => ({
  ok: true,
  value: {},
  origin: { ...ORIGIN, ...over },
  freshUntil,
});
const written: Outcome<unknown> = { ok: true, value: {}, origin: ORIGIN };

it('an answer lives until the cache asks anew for the first of its values, and speaks of all of them', () => {
  const record = createAnswerRecord();
  record.observe([ok(), ok({ fetchedAt: 900, tags: ['B:2'] }, 66_000)]);
  record.observe([ok({ fetchedAt: 2_000, tags: [] }, 7_000)]);
  expect(record.life()).toEqual({
    fetchedAt: 900,
    expiresAt: 7_000,
    marks: ['A:1', 'B:2'].map((tag) => tagKey(ORIGIN, tag)),
  });
});

it.each<[string, (record: ReturnType<typeof createAnswerRecord>) => void]>([
  [
    'a failure',
    (record) =>
      record.observe([
        { ok: false, failure: { connector: 'crm', version: null, cause: { class: 'gone', message: '' } } },
      ]),
  ],
  ['a stale value', (record) => record.observe([ok({ stale: true })])],
  ['a write', (record) => record.observe([written])],
  ['a value that is never fresh', (record) => record.observe([ok({}, ORIGIN.fetchedAt)])],
  ['what changes by itself', (record) => record.refuse()],
])('%s is not kept, whatever else there is', (_, tell) => {
  const record = createAnswerRecord();
  record.observe([ok()]);
  tell(record);
  expect(record.life()).toBeNull();
});

it('what no vendor said is not kept', () => {
  expect(createAnswerRecord().life()).toBeNull();
});
