import { describe, expect, it } from 'vitest';
import { headersOf } from './headers-of.js';
import type { UsedDeprecation } from './used-deprecation.js';

const GUIDES = 'https://github.com/selvedge-dev/selvedge/blob/main/migrations-guides';
const used = (change: Partial<UsedDeprecation> = {}): UsedDeprecation => ({
  coordinate: 'Contact.name',
  path: ['contact', 'name'],
  since: '2026-11-23',
  reason: 'Renamed.',
  replacement: 'Contact.fullName',
  sunset: '2028-05-23',
  guide: `${GUIDES}/graph-v1-to-v2.md`,
  ...change,
});
const link = (guide: string) => `<${GUIDES}/${guide}>; rel="deprecation"; type="text/html"`;

describe('headersOf', () => {
  it('sends nothing where nothing deprecated is used', () => {
    expect(headersOf([])).toEqual({});
  });

  it('sends the dates in the forms of RFC 9745 and RFC 8594', () => {
    expect(headersOf([used()])).toEqual({
      deprecation: '@1795392000',
      sunset: 'Tue, 23 May 2028 00:00:00 GMT',
      link: link('graph-v1-to-v2.md'),
    });
  });

  it('sends the earliest dates and each guide once', () => {
    const headers = headersOf([
      used({ since: '2027-01-01', sunset: '2028-01-01' }),
      used({ since: '2026-12-01', sunset: '2028-06-01', guide: `${GUIDES}/other.md` }),
      used({ since: '2027-02-01', sunset: '2028-02-01' }),
    ]);
    expect(headers.deprecation).toBe(`@${Date.UTC(2026, 11, 1) / 1_000}`);
    expect(headers.sunset).toBe('Sat, 01 Jan 2028 00:00:00 GMT');
    expect(headers.link).toBe(`${link('graph-v1-to-v2.md')}, ${link('other.md')}`);
  });
});
