import { expect, it } from 'vitest';
import { credential } from './credential-schema.js';

const withHeaders = (headers: Readonly<Record<string, string>>) =>
  credential.safeParse({ type: 'token', token: 't', headers });

it('takes further secret headers', () => {
  expect(withHeaders({ 'developer-token': 'd-1' }).data).toMatchObject({ headers: { 'developer-token': 'd-1' } });
});

it.each([
  ['a name that is none', { 'developer token': 'd-1' }],
  ['a header that the gateway sets itself', { Authorization: 'Bearer other' }],
  ['a value with a line break', { 'developer-token': 'd-1\r\nx: y' }],
  ['an empty value', { 'developer-token': '' }],
])('refuses %s among them', (_what, headers) => {
  expect(withHeaders(headers).success).toBe(false);
});
