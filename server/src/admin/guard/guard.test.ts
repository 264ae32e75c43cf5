import { expect, it } from 'vitest';
import { lines, MINIMAL, parse } from '../../config/parsing.fixture.js';
import { admissionOf } from './admission.js';
import { claimedName } from './claimed-name.js';

const LONG = 'x'.repeat(32);

it('admits by the configured token before that of the environment', () => {
  const configured = parse(`${MINIMAL}admin: { token: "\${TOKEN}" }\n`, { TOKEN: LONG });
  const admission = admissionOf(configured, { SELVEDGE_ADMIN_TOKEN: 'y'.repeat(32) });
  expect(
    admission.kind === 'token' && [admission.token.matches(LONG), admission.token.matches('y'.repeat(32))],
  ).toEqual([true, false]);
  const other = admissionOf(parse(MINIMAL), { SELVEDGE_ADMIN_TOKEN: LONG });
  expect(other.kind === 'token' && other.token.matches(LONG)).toBe(true);
});

it('admits nobody without a token, and anybody in a sandbox', () => {
  expect(admissionOf(parse(MINIMAL), {})).toEqual({ kind: 'nobody' });
  expect(admissionOf(parse(MINIMAL), { SELVEDGE_ADMIN_TOKEN: '' })).toEqual({ kind: 'nobody' });
  expect(admissionOf(parse(`mode: sandbox\n${MINIMAL}`), {})).toEqual({ kind: 'anybody' });
  expect(admissionOf(parse(`mode: sandbox\n${MINIMAL}`), { SELVEDGE_ADMIN_TOKEN: LONG }).kind).toBe('token');
});

it('takes no token that is short, and repeats none', () => {
  expect(lines(`${MINIMAL}admin: { token: short-secret }\n`)).toEqual([
    expect.stringMatching(
      /admin\.token: expected 32 to 512 printable characters without spaces, but got text \(not shown\)/,
    ),
  ]);
  const short = () => admissionOf(parse(MINIMAL), { SELVEDGE_ADMIN_TOKEN: 'short-secret' });
  expect(short).toThrow(/SELVEDGE_ADMIN_TOKEN: expected 32 to 512 .*openssl rand/);
  expect(short).not.toThrow(/short-secret/);
});

it.each([
  ['Ada Lovelace', 'Ada Lovelace'],
  [Buffer.from('Jürgen 🎉').toString('latin1'), 'Jürgen 🎉'],
  [undefined, null],
])('reads who acts from %j', (header, name) => {
  expect(claimedName(header)).toBe(name);
});

it.each(['x'.repeat(101), 'a\u0007b', '   '])('takes no %j for a name', (header) => {
  expect(() => claimedName(header)).toThrow(/Selvedge-Actor: expected the name/);
});
