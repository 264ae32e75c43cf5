import { expect, test } from 'vitest';
import { decodeGlobalId, encodeGlobalId } from './global-id.js';

test('comes back as it was, whatever characters the vendor uses', () => {
  const given = { kind: 'AudienceMember', connector: 'mail', id: 'a1:ü/"+=' } as const;
  expect(encodeGlobalId(given)).toMatch(/^[A-Za-z0-9_-]+$/);
  expect(decodeGlobalId(encodeGlobalId(given))).toEqual(given);
});

test.each(['', '512', 'not base64!', Buffer.from('["Planet","crm","1"]').toString('base64url'), 'e30'])(
  'refuses %j, saying what was expected',
  (text) => {
    expect(() => decodeGlobalId(text)).toThrow(/Expected the global id of a node/);
  },
);
