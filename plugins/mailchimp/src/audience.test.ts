import { expect, it } from 'vitest';
import mailchimp from './index.js';
import { callTo, problem } from './testing/fake-mailchimp.js';

const byId = mailchimp.capabilities['audience.byId']!;
const page = mailchimp.capabilities['audience.page']!;

const list = (id: string, name = `List ${id}`) => ({
  id,
  name,
  date_created: '2026-01-05T12:00:00+02:00',
  stats: { member_count: 41 },
});
const record = (id: string) => ({
  kind: 'Audience',
  id,
  name: `List ${id}`,
  memberCount: 41,
  createdAt: '2026-01-05T10:00:00.000Z',
  updatedAt: null,
});

it('reads one audience by its own path', async () => {
  const { call, asked } = callTo({ '/3.0/lists/a1': { body: list('a1') } });
  expect(await byId.run(['a1'], call)).toEqual([record('a1')]);
  expect(asked).toHaveLength(1);
});

it('reads many audiences in one request, in the order asked, null for an unknown one', async () => {
  const { call, asked } = callTo({ '/3.0/lists': { body: { lists: [list('a1'), list('b2')], total_items: 2 } } });
  expect(await byId.run(['b2', 'zz', 'a1', 'b2'], call)).toEqual([record('b2'), null, record('a1'), record('b2')]);
  expect(asked).toHaveLength(1);
});

it('reads the rest one by one when the account has more lists than one request takes', async () => {
  const { call } = callTo({
    '/3.0/lists': { body: { lists: [list('a1')], total_items: 1_001 } },
    '/3.0/lists/c3': { body: list('c3') },
  });
  expect(await byId.run(['c3', 'a1', 'zz'], call)).toEqual([record('c3'), record('a1'), null]);
});

it('keeps a failure of one at its place', async () => {
  const { call } = callTo({
    '/3.0/lists': { body: { lists: [list('a1')], total_items: 1_001 } },
    '/3.0/lists/c3': problem(500, 'Internal Server Error'),
  });
  const [failed, found] = await byId.run(['c3', 'a1'], call);
  expect(failed).toMatchObject({ failure: { class: 'transient' } });
  expect(found).toEqual(record('a1'));
});

it('pages by offset and ends at the total', async () => {
  const { call, asked } = callTo({ '/3.0/lists': { body: { lists: [list('a1'), list('b2')], total_items: 4 } } });
  const [first] = await page.run([{ first: 2, after: null }], call);
  expect(first).toMatchObject({ items: [record('a1'), record('b2')], next: '2' });
  const [last] = await page.run([{ first: 2, after: '2' }], call);
  expect(last).toMatchObject({ next: null });
  expect(asked.map((url) => [url.searchParams.get('count'), url.searchParams.get('offset')])).toEqual([
    ['2', '0'],
    ['2', '2'],
  ]);
});

it('ends at an empty page even when the total promises more', async () => {
  const { call } = callTo({ '/3.0/lists': { body: { lists: [], total_items: 4 } } });
  expect(await page.run([{ first: 2, after: '3' }], call)).toEqual([{ items: [], next: null }]);
});

it('refuses a search and a cursor of another make without asking the vendor', async () => {
  const { call, asked } = callTo({});
  const answers = await page.run(
    [
      { first: 2, after: null, query: 'news' },
      { first: 2, after: 'abc' },
    ],
    call,
  );
  expect(answers).toMatchObject([
    { failure: { class: 'invalid', message: expect.stringContaining('no text search') } },
    { failure: { class: 'invalid', message: expect.stringContaining('offset of digits') } },
  ]);
  expect(asked).toEqual([]);
});
