import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, expect, it } from 'vitest';
import { loadConfiguration } from './index.js';
import { lines, MINIMAL, parse, problemsOf } from './parsing.fixture.js';

const folders: string[] = [];
afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
});

it('fills in the defaults', () => {
  expect(parse(MINIMAL)).toMatchObject({
    mode: 'production',
    server: { host: '127.0.0.1', port: 4000 },
    cache: { enabled: true, maxEntries: 50_000 },
    resilience: { breaker: { consecutiveFailures: 5 } },
    clients: [],
  });
});

it('returns settings that nobody can change', () => {
  const configuration = parse(MINIMAL);
  expect(() => {
    configuration.resilience.breaker.openMs = 1;
  }).toThrow(TypeError);
  expect(Object.isFrozen(configuration.tenants.acme?.connections.hubspot?.credential)).toBe(true);
});

it('takes numbers and flags from the environment', () => {
  const text = `${MINIMAL}server: { port: "\${PORT}" }\ncache: { enabled: "\${CACHE:-false}" }\n`;
  expect(parse(text, { PORT: '4123' })).toMatchObject({ server: { port: 4123 }, cache: { enabled: false } });
});

it('treats a setting whose variable is empty as left out', () => {
  const text = `${MINIMAL}redisUrl: "\${REDIS_URL:-}"\n`;
  expect(parse(text)).not.toHaveProperty('redisUrl');
  expect(parse(text, { REDIS_URL: 'redis://cache' }).redisUrl).toBe('redis://cache');
});

it('takes the connectors’ folder from the folder of the file', () => {
  expect(parse(`${MINIMAL}connectorsDirectory: ./mine\n`).connectorsDirectory).toBe('/etc/selvedge/mine');
});

it('keeps the store beside the file, where it says, or in a sandbox nowhere', () => {
  const storeOf = (more: string) => parse(`${MINIMAL}${more}\n`, { DATABASE_URL: 'postgres://db/selvedge' }).store;
  expect(storeOf('')).toEqual({ file: '/etc/selvedge/selvedge.db' });
  expect(storeOf('store: { file: ../lib/mine.db }')).toEqual({ file: '/etc/lib/mine.db' });
  expect(storeOf('store: { file: ":memory:" }')).toEqual({ file: ':memory:' });
  expect(storeOf(`store: { databaseUrl: "\${DATABASE_URL}" }`)).toMatchObject({
    databaseUrl: 'postgres://db/selvedge',
  });
  expect(storeOf('mode: sandbox')).toEqual({});
  expect(storeOf('mode: sandbox\nstore: { file: kept.db }')).toEqual({ file: '/etc/selvedge/kept.db' });
});

it('names the file when there is none', async () => {
  const error = await loadConfiguration('/nowhere/selvedge.yaml', {}).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ name: 'ConfigurationError', code: 'CONFIG_NOT_FOUND', file: '/nowhere/selvedge.yaml' });
  expect(String(error)).toContain('--config');
});

it('says so when a file cannot be read', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-'));
  folders.push(folder);
  await expect(loadConfiguration(folder, {})).rejects.toMatchObject({ code: 'CONFIG_UNREADABLE' });
});

it('reads a file', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-'));
  folders.push(folder);
  await writeFile(join(folder, 'selvedge.yaml'), MINIMAL);
  await expect(loadConfiguration(join(folder, 'selvedge.yaml'), {})).resolves.toHaveProperty('connectors.hubspot');
});

it('points at a mistake in the YAML without repeating the text', () => {
  const error = problemsOf(() => parse('mode: production\nserver:\n  host: "pat-secret" pat-more\n'));
  expect(error).toMatchObject({ code: 'CONFIG_SYNTAX', problems: [{ position: { line: 3, column: 22 } }] });
  expect(error.message).not.toMatch(/pat-/);
});

it.each([
  ['an alias of nothing', 'mode: *missing\n'],
  ['an alias of what contains it', `${MINIMAL}rates: &all\n  base: EUR\n  perUnit: *all\n`],
  ['a key given twice', 'mode: sandbox\nmode: production\n'],
  ['an unknown tag', 'mode: !secret production\n'],
])('refuses %s', (_, text) => {
  expect(problemsOf(() => parse(text)).problems.map(({ code }) => code)).toContain('CONFIG_SYNTAX');
});

it('asks for the settings that an empty file lacks', () => {
  expect(lines('')).toEqual([
    '/etc/selvedge/selvedge.yaml:1:1: expected a map, but got nothing (null) [CONFIG_INVALID]',
  ]);
});

it('names variable, line and setting of a missing variable, and nothing else about it', () => {
  const text = `${MINIMAL}server:\n  port: \${PORT}\n`;
  expect(lines(text)).toEqual([
    `/etc/selvedge/selvedge.yaml:9:9: server.port: expected the environment variable PORT, but it is not set; set it, or give a default: \${PORT:-…} [CONFIG_MISSING_VARIABLE]`,
  ]);
});

it('names the empty variable behind a missing setting', () => {
  const [line] = lines(MINIMAL.replace('pat-secret', `"\${TOKEN}"`), { TOKEN: '' });
  expect(line).toContain(
    ':7:43: tenants.acme.connections.hubspot.credential.token: expected text, but it is missing (the environment variable TOKEN is empty) [CONFIG_INVALID]',
  );
});

it('reports every problem at once, in the order of the file', () => {
  const text = `mode: prodution
servr: { port: 80 }
connectors:
  hubspot: { versoin: ^1.0.0 }
  Mail: { version: ^1.0.0 }
  meta-ads: { version: 2 }
tenants:
  acme:
    connections:
      hubspto:
        credential: { type: key }
clients:
  - id: web
    tenant: acne
    keyHash: plain-key
    scopes: all
systemOfRecord: salesforce
precedence: { email: [hubspot, mailchimp] }
resilience: { retries: 11, breaker: { volume: 0 } }
`;
  expect(lines(text).map((line) => line.replace('/etc/selvedge/selvedge.yaml', ''))).toEqual([
    ':1:7: mode: expected one of "production", "development", "sandbox", but got "prodution"; did you mean "production"? [CONFIG_INVALID]',
    ':2:1: servr: is no setting; did you mean "server"? [CONFIG_UNKNOWN_KEY]',
    ':4:14: connectors.hubspot.versoin: is no setting; did you mean "version"? [CONFIG_UNKNOWN_KEY]',
    ':5:3: connectors.Mail: expected lower-case letters, digits and hyphens, beginning with a letter, but got "Mail" [CONFIG_INVALID]',
    ':6:24: connectors.meta-ads.version: expected text, but got the number 2; put it in quotes [CONFIG_INVALID]',
    ':10:7: tenants.acme.connections.hubspto: expected a configured connector, but got "hubspto" (configured: hubspot, Mail, meta-ads); did you mean "hubspot"? [CONFIG_UNKNOWN_REFERENCE]',
    ':11:29: tenants.acme.connections.hubspto.credential.type: expected one of "token", "client-credentials", "refresh-token", "jwt-bearer", but got text (not shown) [CONFIG_INVALID]',
    ':14:13: clients[0].tenant: expected a configured tenant, but got "acne" (configured: acme); did you mean "acme"? [CONFIG_UNKNOWN_REFERENCE]',
    ':15:14: clients[0].keyHash: expected sha256:<64 hexadecimal digits>, as `selvedge key` prints it, but got text (not shown) [CONFIG_INVALID]',
    ':16:13: clients[0].scopes: expected a list, but got "all" [CONFIG_INVALID]',
    ':17:17: systemOfRecord: expected a configured connector, but got "salesforce" (configured: hubspot, Mail, meta-ads) [CONFIG_UNKNOWN_REFERENCE]',
    ':18:32: precedence.email[1]: expected a configured connector, but got "mailchimp" (configured: hubspot, Mail, meta-ads) [CONFIG_UNKNOWN_REFERENCE]',
    ':19:24: resilience.retries: expected a whole number from 0 to 10, but got the number 11 [CONFIG_INVALID]',
    ':19:47: resilience.breaker.volume: expected a whole number of at least 1, but got the number 0 [CONFIG_INVALID]',
  ]);
});

it('suggests the keys of the chosen kind of credential', () => {
  const [line] = lines(MINIMAL.replace('token: pat-secret', 'token: pat-secret, tokenUri: x'));
  expect(line).toContain('credential.tokenUri: is no setting');
  const text = MINIMAL.replace(
    'type: token, token: pat-secret',
    'type: client-credentials, tokenUri: x, clientId: y, clientSecret: z',
  );
  expect(lines(text).join('\n')).toContain('credential.tokenUri: is no setting; did you mean "tokenUrl"?');
});

it('says how much of the quotas may be reserved altogether', () => {
  const text = `${MINIMAL}resilience: { quotas: { reserve: { interactive: 80, bulk: 30 } } }\n`;
  expect(lines(text)).toEqual([
    expect.stringContaining(
      'reserve.bulk: expected at most 90 percent together with interactive, but got the number 30',
    ),
  ]);
});

it('repeats neither secrets nor what variables hold', () => {
  const text = `${MINIMAL.replace('token: pat-secret', 'token: 12345678')}mode: \${MODE}
redisUrl: [redis://pass]
store: { databaseUrl: [postgres://pass] }
clients: [{ id: web, tenant: acme, keyHash: pat-secret, scopes: [] }]
`;
  const { message, problems } = problemsOf(() => parse(text, { MODE: 'leaked' }));
  expect(problems).toHaveLength(5);
  expect(message).not.toMatch(/12345678|leaked|redis:|postgres:|pat-secret/);
});

it('refuses two clients with one id or one key', () => {
  const keyHash = `sha256:${'a'.repeat(64)}`;
  const client = `{ id: web, tenant: acme, scopes: [], keyHash: "${keyHash}" }`;
  const { problems } = problemsOf(() => parse(`${MINIMAL}clients:\n  - ${client}\n  - ${client}\n`));
  expect(problems.map(({ code, path, position }) => [code, path, position?.line])).toEqual([
    ['CONFIG_DUPLICATE', 'clients[1].id', 10],
    ['CONFIG_DUPLICATE', 'clients[1].keyHash', 10],
  ]);
  expect(problems[0]?.message).toContain('expected an id of its own');
});

it('refuses a sandbox that others can reach', () => {
  const exposed = `${MINIMAL}mode: sandbox\nserver: { host: 0.0.0.0 }\n`;
  expect(problemsOf(() => parse(exposed))).toMatchObject({
    code: 'CONFIG_SANDBOX_EXPOSED',
    problems: [{ path: 'server.host', position: { line: 9, column: 17 } }],
  });
  expect(parse(exposed.replace('0.0.0.0', 'localhost')).server.host).toBe('localhost');
  expect(parse(exposed.replace('sandbox', 'development')).server.host).toBe('0.0.0.0');
});

it('follows aliases when it says where a setting is', () => {
  const text = `${MINIMAL}server: &listen { host: 127.0.0.1, port: high }\nissuers: [{ issuer: *nowhere }]\n`;
  expect(problemsOf(() => parse(text.replace('*nowhere', 'https://id.example.com'))).problems).toMatchObject([
    { path: 'server.port', position: { line: 8, column: 42 } },
    { path: 'issuers[0].audience', position: { line: 9, column: 11 } },
  ]);
});

it('accepts the sandbox’s configuration', async () => {
  const configuration = await loadConfiguration(shipped('sandbox.selvedge.yaml'), {
    SANDBOX_URL: 'http://127.0.0.1:4010',
    SELVEDGE_PORT: '0',
  });
  expect(configuration).toMatchObject({
    mode: 'sandbox',
    server: { port: 0 },
    connectors: { hubspot: { version: '^1.0.0', candidate: { version: '^2.0.0', weight: 25 } } },
  });
  expect(configuration.tenants.default?.connections['meta-ads']).toEqual({
    baseUrl: 'http://127.0.0.1:4010/meta',
    credential: { type: 'token', token: 'EAAsandbox-default' },
    settings: { adAccountId: '1001' },
  });
});

it('accepts the example for production', async () => {
  const env = Object.fromEntries(
    [
      'ACME_HUBSPOT_TOKEN',
      'ACME_MAILCHIMP_KEY',
      'ACME_META_TOKEN',
      'HUBSPOT_CLIENT_ID',
      'HUBSPOT_CLIENT_SECRET',
      'GLOBEX_HUBSPOT_REFRESH_TOKEN',
      'GLOBEX_CLIENT_ID',
      'GLOBEX_CLIENT_SECRET',
    ].map((name) => [name, `value of ${name}`]),
  );
  const example = await loadConfiguration(shipped('selvedge.example.yaml'), {
    ...env,
    STOREFRONT_KEY_HASH: `sha256:${'0'.repeat(64)}`,
  });
  expect(example.tenants.globex?.connections.hubspot?.credential).toMatchObject({
    type: 'refresh-token',
    refreshToken: 'value of GLOBEX_HUBSPOT_REFRESH_TOKEN',
  });
  const { cache, resilience } = parse(MINIMAL);
  expect(example, 'the example shows the defaults').toMatchObject({ cache, resilience });
});

function shipped(name: string): string {
  return fileURLToPath(new URL(`../../${name}`, import.meta.url));
}
