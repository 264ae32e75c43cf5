import { VendorError } from '@selvedge/connector-api';
import { scriptedCall } from '@selvedge/connector-api/testing';
import { expect, it } from 'vitest';
import { account } from './account.js';
import { searchRange } from './search-range.js';

interface SearchBody {
  limit: number;
  after?: string;
  filterGroups: [{ filters: { propertyName: string; operator: string; value: string }[] }];
}

const won = { objects: '/crm/v3/objects/deals', properties: ['amount'], time: 'closedate' } as const;
const at = (ms: number) => new Date(ms).toISOString();

/** A HubSpot with one deal per given millisecond and HubSpot's own limits. */
function dealsClosedAt(times: readonly number[]) {
  return scriptedCall({
    connector: account,
    answer: ({ body }) => {
      const { limit, after = '0', filterGroups } = body as SearchBody;
      const [since, until] = filterGroups[0].filters.slice(-2).map(({ value }) => Number(value));
      const matches = times.flatMap((time, index) =>
        time >= (since ?? 0) && time < (until ?? 0) ? [{ id: String(index), properties: {} }] : [],
      );
      const start = Number(after);
      if (limit > 200 || start >= 10_000) return { status: 400, body: { message: 'beyond the limits of search' } };
      const end = Math.min(start + limit, 10_000);
      return {
        body: {
          total: matches.length,
          results: matches.slice(start, end),
          ...(end < matches.length ? { paging: { next: { after: String(end) } } } : {}),
        },
      };
    },
  });
}

it('pages past the 200 of one answer', async () => {
  const { call, requests } = dealsClosedAt(Array.from({ length: 450 }, (_, n) => n));
  const found = await searchRange({ since: at(0), until: at(1_000) }, call, won);
  expect(new Set(found.map(({ id }) => id)).size).toBe(450);
  expect(requests).toHaveLength(3);
});

it('halves a range that holds more than a search gives, losing and repeating nothing', async () => {
  const { call } = dealsClosedAt(Array.from({ length: 24_000 }, (_, n) => Math.floor(n / 2)));
  const found = await searchRange({ since: at(0), until: at(12_000) }, call, won);
  expect(found).toHaveLength(24_000);
  expect(new Set(found.map(({ id }) => id)).size).toBe(24_000);
});

it('takes the start of the range and leaves its end', async () => {
  const { call } = dealsClosedAt([999, 1_000, 1_999, 2_000]);
  const found = await searchRange({ since: at(1_000), until: at(2_000) }, call, won);
  expect(found.map(({ id }) => id)).toEqual(['1', '2']);
});

it('asks nothing for an empty range', async () => {
  const { call, requests } = dealsClosedAt([1]);
  expect(await searchRange({ since: at(5), until: at(5) }, call, won)).toEqual([]);
  expect(requests).toEqual([]);
});

it('refuses, rather than answer a part, when one instant holds more than a search gives', async () => {
  const { call } = dealsClosedAt(Array.from({ length: 10_001 }, () => 5));
  const failure = await searchRange({ since: at(0), until: at(10) }, call, won).catch((error: unknown) => error);
  expect(VendorError.is(failure) && failure.failure.class).toBe('invalid');
});

it('refuses what is no instant', async () => {
  const { call } = dealsClosedAt([]);
  await expect(searchRange({ since: 'soon', until: at(1) }, call, won)).rejects.toThrow('got "soon"');
});
