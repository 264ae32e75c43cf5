import { expect, it } from 'vitest';
import { lines, MINIMAL } from './parsing.fixture.js';

it('tells one mistake in the YAML once, however long the parser stumbles on', () => {
  expect(lines('server: { host: ] x, y: [ }\nmode: { ]\n')).toHaveLength(1);
});

it.each([`server: { port: \${PORT:-4000}, host: x }`, `clients: [\${CLIENT}]`])(
  'says that a variable in a flow map or list must be quoted: %s',
  (text) => {
    expect(lines(`mode: sandbox\n${text}\n`, { PORT: '1' })).toEqual([
      expect.stringMatching(/:2:\d+: expected \$\{…\} inside \{ \} or \[ \] to be in quotes, e\.g\. .*CONFIG_SYNTAX/),
    ]);
  },
);

it.each([
  ['abc', 'expected a whole number from 0 to 65535, but got "abc" (the environment variable PORT)'],
  ['70000', 'expected a whole number from 0 to 65535, but got "70000" (the environment variable PORT)'],
  ['-1', 'expected a whole number from 0 to 65535, but got "-1" (the environment variable PORT)'],
])('names the variable, its value and the range for a port of %s', (PORT, message) => {
  expect(lines(`${MINIMAL}server: { port: "\${PORT}" }\n`, { PORT })[0]).toContain(`server.port: ${message}`);
});

it.each([
  ['many', '"many"'],
  ['0', 'the number 0'],
  ['"1.5"', '"1.5"'],
])('says what a number of workers is, and takes no %s for one', (workers, got) => {
  expect(lines(`${MINIMAL}server: { workers: ${workers} }\n`)).toEqual([
    expect.stringContaining(`server.workers: expected auto or a whole number from 1 to 1024, but got ${got}`),
  ]);
});

it('names the range of a weight', () => {
  const text = MINIMAL.replace('version: ^1.0.0', 'version: ^1.0.0, candidate: { version: ^2.0.0, weight: 101 }');
  expect(lines(text)[0]).toContain('weight: expected a number from 0 to 100, but got the number 101');
});

it('suggests the scope that was meant', () => {
  const keyHash = `sha256:${'a'.repeat(64)}`;
  const text = `${MINIMAL}clients: [{ id: web, tenant: acme, keyHash: "${keyHash}", scopes: [crm:raed, "*"] }]\n`;
  expect(lines(text)).toEqual([
    expect.stringMatching(/clients\[0\]\.scopes\[0\]: expected one of .*but got "crm:raed"; did you mean "crm:read"\?/),
  ]);
});

it('tells a mistyped setting once, and not as missing as well', () => {
  expect(lines(MINIMAL.replace('connectors:', 'conectors:'))).toEqual([
    expect.stringContaining(':1:1: conectors: is no setting; did you mean "connectors"?'),
  ]);
});
