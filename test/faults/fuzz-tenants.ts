/**
 * Many tenants ask at random, each offered the ids, cursors and idempotency keys of all; their vendors mark every name
 * with the account it is told to. `npm run fuzz:tenants -- --help` tells how.
 */
import { createHash } from 'node:crypto';
import { sequence, startSandbox } from '@selvedge/sandbox';
import { count as countFrom, seed as seedFrom } from '@selvedge/server/arguments';
import { Command } from 'commander';
import { connectionsOf, newestOf } from '../support/connections.js';
import { createEnvironment } from './environment.js';
import { oneOf } from './one-of.js';
import { foreignIn, tenantsIn } from './tenants/foreign-values.js';
import { type Loot, loot, randomOperation } from './tenants/random-operation.js';
import { redisEntries } from './tenants/redis-entries.js';

const asking = new Command('npm run fuzz:tenants --')
  .description(
    'Looks for the data of one tenant with another: in answers, in Redis and in the log. Ends with 1 when it finds some.',
  )
  .option('--operations <count>', 'how many are asked', countFrom, 10_000)
  .option('--tenants <count>', 'that ask, at least 2', countFrom, 20)
  .option('--seed <number>', 'of what is asked (default: any)', seedFrom)
  .parse();
const {
  operations,
  seed = Date.now() % 1_000_000,
  tenants: many,
} = asking.opts<{ operations: number; seed?: number; tenants: number }>();
if (many < 2) asking.error('error: Expected at least 2 tenants: one alone has nobody to take from.');
const tenants = Array.from({ length: many }, (_, n) => `t${n}`);
const CONNECTORS = ['hubspot', 'salesforce', 'marketo', 'mailchimp', 'klaviyo', 'meta-ads'];
const AT_ONCE = 16;
console.log(`Seed ${seed}: ${operations} operations by ${tenants.length} tenants.`);

const found: string[] = [];
const find = (where: string, foreign: readonly string[], text: string): void => {
  if (foreign.length > 0) found.push(`${where}: values of ${foreign.join(', ')} in ${text.slice(0, 500)}`);
};
let logLines = 0;
const onLine = (line: string): void => {
  logLines += 1;
  find('log', foreignIn(line, null), line);
};

const environment = await createEnvironment(false);
const counts: Record<string, number> = {};
const count = (what: string): void => {
  counts[what] = (counts[what] ?? 0) + 1;
};
try {
  const sandbox = await startSandbox({
    port: 0,
    quotas: false,
    watermark: true,
    people: 200,
    companies: 20,
    deals: 60,
  });
  environment.defer(() => sandbox.close());
  const emails = sandbox.world.people.flatMap(({ hubspot }) => hubspot?.email ?? []).slice(0, 30);
  const redis = await environment.startRedis();
  const start = () =>
    environment.startGateway({
      vendors: sandbox,
      connectors: [],
      settings: configuration(sandbox.url, redis.url),
      onLine,
    });
  const gateways = [await start(), await start()];
  const random = sequence(seed);
  const known: Loot = { ids: [], cursors: [] };
  let asked = 0;
  const one = async (): Promise<void> => {
    while (asked < operations) {
      asked += 1;
      const tenant = oneOf(random, tenants);
      const { query, variables } = randomOperation(tenant, random, emails, known);
      const { data, errors, codes } = await oneOf(random, gateways).ask(query, {
        variables,
        headers: { 'x-api-key': keyOf(tenant) },
      });
      const text = JSON.stringify({ data, errors });
      find(`answer to ${tenant}`, foreignIn(text, tenant), `${JSON.stringify(variables)} → ${text}`);
      if (tenantsIn(text).has(tenant)) count('own values');
      count(codes[0] ?? 'without error');
      if (codes.includes('GRAPHQL_VALIDATION_FAILED')) throw new Error(errors[0]?.message);
      loot(text, known);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  const entries = await redisEntries(redis);
  for (const { key, value } of entries) {
    const owner = /\b(t\d+)\/[a-z]/.exec(key)?.[1] ?? null;
    find(`entry ${key}`, foreignIn(value, owner), value);
  }
  const cached = entries.filter(({ value }) => tenantsIn(value).size > 0).length;
  console.log(`${asked} operations: ${JSON.stringify(counts)}`);
  console.log(`${entries.length} entries of Redis, ${cached} of them with names; ${logLines} lines of the log.`);
  if ((counts['own values'] ?? 0) < operations / 4 || cached === 0) found.push('too few values were seen at all');
} catch (error) {
  found.push(`ended early: ${error instanceof Error ? error.stack : error}`);
} finally {
  await environment[Symbol.asyncDispose]();
}
for (const line of found.slice(0, 20)) console.error(line);
console.log(`${found.length} foreign values (seed ${seed}).`);
process.exit(found.length === 0 ? 0 : 1);

function keyOf(tenant: string): string {
  return `sk_${tenant}`;
}

function configuration(sandbox: string, redisUrl: string): Readonly<Record<string, unknown>> {
  return {
    mode: 'development',
    connectors: newestOf(CONNECTORS),
    redisUrl,
    tenants: Object.fromEntries(
      tenants.map((tenant) => [tenant, { connections: connectionsOf(CONNECTORS, tenant, () => sandbox) }]),
    ),
    clients: tenants.map((tenant) => ({
      id: `web-${tenant}`,
      tenant,
      keyHash: `sha256:${createHash('sha256').update(keyOf(tenant)).digest('hex')}`,
      scopes: ['*'],
    })),
  };
}
