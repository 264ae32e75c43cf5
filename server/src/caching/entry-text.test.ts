import { expect, it } from 'vitest';
import type { Entry } from './entry.js';
import { fromText, toText } from './entry-text.js';

const origin = {
  connector: 'hubspot',
  version: '1.0.0',
  connection: 'a/hubspot',
  fetchedAt: 1_700_000_000_123,
  stale: false,
  tags: ['Contact:1'],
};
const page = (size: number): Entry<object> => ({
  value: { items: Array.from({ length: size }, (_, id) => ({ id: String(id), name: 'Zoë ÅÄÖ 🧵' })) },
  origin,
});

it.each([
  ['small', page(3), 'j'],
  ['large', page(2_000), 'z'],
  ['"not there"', { value: null, origin }, 'j'],
])('a %s entry comes back as it was, and begins with its form and time', async (_, entry, form) => {
  const text = await toText(entry);
  expect(text.slice(0, 16)).toBe(`${form}001700000000123`);
  expect(await fromText(text)).toEqual(entry);
});

it('a large entry takes a fraction of its JSON', async () => {
  const entry = page(2_000);
  expect((await toText(entry)).length).toBeLessThan(JSON.stringify(entry).length / 4);
});

it.each([
  ['empty', ''],
  ['of an unknown form', 'x001700000000123{}'],
  ['cut off', 'j001700000000123{"value":{"it'],
  ['no entry', 'j001700000000123null'],
  ['without an origin', 'j001700000000123{"value":1}'],
  ['compressed and damaged', 'z001700000000123KLUv/QBY'],
  ['not base64', 'z001700000000123{"value":1}'],
  ['written by an older gateway', '{"value":{"value":1,"origin":{}},"expires":1}'],
])('a text that is %s is no entry', async (_, text) => {
  expect(await fromText(text)).toBeUndefined();
});
