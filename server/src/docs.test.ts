import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSchema, parse, validate } from 'graphql';
import { describe, expect, it } from 'vitest';
import { keyHashOf } from './auth/index.js';
import { configurationJsonSchema, parseConfiguration } from './config/index.js';
import { limits } from './config/runtime-schemas.js';
import { ASSUMED } from './graph/asks/assumed-sizes.js';
import { ERROR_CODES } from './graph/error-codes.js';
import { LIMITS } from './operation/limits.js';
import { EVERY_SCOPE, SCOPE_MEANINGS, SCOPES } from './ports/index.js';
import { STORE_CODES } from './store/index.js';
import { createMetrics } from './telemetry/index.js';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

/** Rows of the table whose heading begins so: cells without code marks. */
function table(text: string, heading: string): string[][] {
  const rows: string[][] = [];
  const lines = text
    .slice(text.indexOf(`| ${heading}`))
    .split('\n')
    .slice(2);
  for (const line of lines) {
    if (!line.startsWith('|')) break;
    rows.push(
      line
        .slice(1, -1)
        .split('|')
        .map((cell) => cell.trim().replaceAll('`', '')),
    );
  }
  return rows;
}

describe('the guide for callers', () => {
  const callers = read('docs/callers.md');

  it('lists every error code of a field, with its meaning', () => {
    expect(table(callers, '`extensions.code` | means')).toEqual(Object.entries(ERROR_CODES));
  });

  it('lists every scope, which the configuration and the graph take alike', () => {
    expect(table(callers, 'scope |')).toEqual([...Object.entries(SCOPE_MEANINGS), [EVERY_SCOPE, 'everything']]);
    const clients = configurationJsonSchema().properties?.clients;
    expect(JSON.stringify(clients)).toContain(`"enum":${JSON.stringify([...SCOPES, EVERY_SCOPE])}`);
  });

  it('tells the limits', () => {
    const { tokens, depth, aliases, rootFields } = LIMITS;
    expect(callers).toContain(
      `${tokens.toLocaleString('en')} tokens, depth ${depth}, ${aliases} aliases and ${rootFields} root fields`,
    );
    const { cost, vendorCalls } = limits.parse(undefined);
    expect(callers).toContain(
      `An estimated cost of ${cost.toLocaleString('en')} and ${vendorCalls.toLocaleString('en')} estimated calls to vendors`,
    );
  });

  it('tells how long lists without a size are taken to be', () => {
    const { adverts, addresses, phones, memberships, wonDeals } = ASSUMED;
    expect(callers).toContain(
      `${adverts} ad sets a campaign and ads an ad set, ${addresses} addresses and ${phones} phone numbers a\nperson, ` +
        `${memberships} audiences of one vendor a person, ${wonDeals} won deals`,
    );
  });
});

describe('the guide for operators', () => {
  const operations = read('docs/operations.md');

  it('lists every metric', async () => {
    const { body } = await createMetrics().render();
    const own = [...body.matchAll(/^# TYPE (selvedge_\w+)/gm)].map(([, name]) => name);
    expect(table(operations, 'metric |').map(([name]) => name)).toEqual(own);
  });

  it('says what to do about every refusal of the store', () => {
    expect(new Set(table(operations, 'code |').map(([code]) => code))).toEqual(new Set(STORE_CODES));
  });

  it('has a command that gives a key’s hash as the configuration takes it', () => {
    const command = /```sh\n(printf 'sha256.*)\n```/.exec(operations)?.[1];
    const stdout = execFileSync('bash', ['-c', command ?? 'false'], { env: { ...process.env, KEY: 'sk_mine' } });
    const hash = stdout.toString().trim();
    expect(hash).toBe(keyHashOf('sk_mine'));
    const text = `connectors: {}\ntenants: { acme: { connections: {} } }\nclients: [{ id: web, tenant: acme, keyHash: "${hash}", scopes: ["*"] }]\n`;
    expect(parseConfiguration(text, { file: 'x', env: {} }).clients).toHaveLength(1);
  });
});

describe('an example in GraphiQL', () => {
  const folder = fileURLToPath(new URL('../graphiql/examples', import.meta.url));

  it.each(globSync('*/*.graphql', { cwd: folder }))('is a valid operation of its major: %s', (file) => {
    const schema = buildSchema(read(`schema/${file.split(/[/\\]/)[0]}.graphql`));
    expect(validate(schema, parse(read(`server/graphiql/examples/${file}`)))).toEqual([]);
  });
});
