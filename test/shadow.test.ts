import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { startGateway } from '@selvedge/server';
import { afterEach, expect, it } from 'vitest';
import { type System, startSystem } from './support/start-system.js';
import { until } from './support/until.js';

type Rollouts = Required<Pick<NonNullable<Parameters<typeof startGateway>[1]>, 'assignments' | 'comparisons'>>;
type Assignment = ReturnType<Rollouts['assignments']['current']>[number];
type Observation = Parameters<Rollouts['comparisons']['add']>[1][number];

const CONTACTS = /* GraphQL */ `
  {
    contacts(connector: "hubspot", first: 20) {
      edges {
        node {
          id fullName emails phones { number kind } lifecycleStage originalSource createdAt updatedAt
          becameMarketingQualifiedAt becameSalesQualifiedAt
          company { id name domain createdAt updatedAt }
        }
      }
    }
  }
`;
const WRITE =
  'mutation { upsertContacts(connector: "hubspot", contacts: [{ email: "new@example.org" }]) { accepted } }';
/** Both versions read companies by one route; contacts by one each. */
const STABLE = 'GET /contacts/v1/lists/all/contacts/all';
const CANDIDATE = 'GET /crm/v3/objects/contacts';

let folder: string | null = null;
let system: System;
afterEach(async () => {
  await system.close();
  if (folder !== null) await rm(folder, { recursive: true });
  folder = null;
});

/** What a process keeps of its rollouts, in its memory. */
function rollouts(first: readonly Assignment[]) {
  let assigned = first;
  const listeners = new Set<() => void>();
  const found = new Map<
    string,
    { pairs: number; candidateOnly: number; classes: Set<string>; samples: Observation['samples'][number][] }
  >();
  return {
    found,
    assign(next: readonly Assignment[]) {
      assigned = next;
      for (const listener of listeners) listener();
    },
    parts: {
      assignments: {
        current: () => assigned,
        onChange(listener) {
          listeners.add(listener);
          return () => void listeners.delete(listener);
        },
      },
      comparisons: {
        async add(_, observations) {
          for (const { coordinate, pairs, candidateOnly, byClass, samples } of observations) {
            const field = found.get(coordinate) ?? {
              pairs: 0,
              candidateOnly: 0,
              classes: new Set<string>(),
              samples: [],
            };
            field.pairs += pairs;
            field.candidateOnly += candidateOnly;
            for (const each of Object.keys(byClass)) field.classes.add(each);
            field.samples.push(...samples);
            found.set(coordinate, field);
          }
        },
      },
    } satisfies Rollouts,
  };
}

/** Asks as people do, with time in between: a process that has none to spare compares nothing. */
async function askUntil(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const asks = async () => {
    const { errors } = await system.ask(CONTACTS);
    expect(errors).toEqual([]);
    return isSo();
  };
  await until(what, asks, { everyMs: 20 });
}

/** HTTP requests sent to HubSpot, by what for. */
async function sentFor(traffic: string): Promise<number> {
  const metrics = await (await fetch(`${system.gateway.url}/metrics`)).text();
  const line = new RegExp(`selvedge_vendor_quota_calls_total\\{[^}]*hubspot[^}]*traffic="${traffic}"\\} (\\d+)`);
  return Number(line.exec(metrics)?.[1] ?? 0);
}

const shadowed = (shadowShare: number, candidate = '2.0.0'): Assignment => ({
  rollout: 'r1',
  revision: 1,
  connector: 'hubspot',
  stable: '1.0.0',
  candidate,
  weight: 0,
  shadowShare,
  stickyBy: 'client',
  writes: false,
  countedStep: null,
  countedSinceMs: null,
  slowAfterMs: null,
});

const SETTINGS = { cache: { enabled: false }, connectors: { hubspot: { version: '^1.0.0' } } };

/** Installs a candidate that does what HubSpot 1 does, but for the module's changes. */
async function install(into: string, module: string): Promise<void> {
  const packageJson = await realpath(findPackageJSON('@selvedge/connector-hubspot-v1', import.meta.url) as string);
  const at = join(into, 'hubspot-otherwise');
  await mkdir(at);
  const source = JSON.stringify(join(dirname(packageJson), 'src/index.ts'));
  await writeFile(join(at, 'index.js'), `import connector from ${source};\n${module}`);
  const selvedge = { connector: 'hubspot', gateway: '*', protocol: 1 };
  const manifest = { name: 'hubspot-otherwise', version: '2.9.0', type: 'module', exports: './index.js', selvedge };
  await writeFile(join(at, 'package.json'), JSON.stringify(manifest));
}

it('HubSpot 1 and 2 are compared after callers have their answers, and differ in no field', {
  timeout: 90_000,
}, async () => {
  const { parts, found } = rollouts([shadowed(100)]);
  system = await startSystem({ settings: SETTINGS, sandbox: { quotas: false }, rollouts: parts });
  await askUntil('fields are compared', () => (found.get('Contact.emails')?.pairs ?? 0) >= 10);
  for (const field of ['Contact.phones', 'Contact.createdAt', 'Company.name', 'Company.updatedAt', 'company.byId']) {
    expect([field, found.get(field)?.pairs]).toEqual([field, expect.any(Number)]);
  }
  expect([...found].filter(([, { candidateOnly }]) => candidateOnly > 0)).toEqual([]);
});

it('calls for comparison are within their share, no write is sent twice, and a rollback ends them at once', {
  timeout: 90_000,
}, async () => {
  const { parts, assign } = rollouts([shadowed(20)]);
  system = await startSystem({ settings: SETTINGS, sandbox: { quotas: false }, rollouts: parts });
  const isCandidateAsked = async () => ((await system.calls({ vendor: 'hubspot' }))[CANDIDATE] ?? 0) >= 3;
  await askUntil('the candidate is asked', isCandidateAsked);
  for (let written = 0; written < 20; written += 1) await system.ask(WRITE);
  const [interactive, shadow] = [await sentFor('interactive'), await sentFor('shadow')];
  expect(shadow).toBeGreaterThan(0);
  expect(shadow).toBeLessThanOrEqual(0.2 * interactive);
  const calls = await system.calls({ vendor: 'hubspot' });
  const writes = Object.entries(calls).filter(([route]) => route.startsWith('POST /contacts/v1'));
  expect(writes).toEqual([[expect.any(String), 20]]);
  assign([]);
  await system.resetCalls();
  for (let asked = 0; asked < 10; asked += 1) await system.ask(CONTACTS);
  expect(Object.keys(await system.calls({ vendor: 'hubspot' }))).not.toContain(CANDIDATE);
  expect((await system.calls({ vendor: 'hubspot' }))[STABLE]).toBe(10);
});

it('a candidate that answers otherwise is told field by field, with samples that show no person', {
  timeout: 90_000,
}, async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-packages-'));
  await install(
    folder,
    `const byPage = connector.capabilities['contact.page'];
    const otherwise = (contact) => ({ ...contact, emails: contact.emails.map((each) => each.toUpperCase()), familyName: null });
    const run = async (...given) =>
      (await byPage.run(...given)).map((page) => ({ ...page, items: page.items.map(otherwise) }));
    export default { ...connector, capabilities: { ...connector.capabilities, 'contact.page': { ...byPage, run } } };`,
  );
  const { parts, found } = rollouts([shadowed(100, '2.9.0')]);
  const settings = { ...SETTINGS, connectorsDirectory: folder };
  system = await startSystem({ settings, sandbox: { quotas: false }, rollouts: parts });
  await askUntil('fields are compared', () => (found.get('Contact.emails')?.pairs ?? 0) >= 3);
  const differing = [...found].filter(([, { candidateOnly }]) => candidateOnly > 0);
  expect(differing.map(([field, { classes }]) => [field, ...classes]).sort()).toEqual([
    ['Contact.emails', 'format'],
    ['Contact.familyName', 'missing'],
  ]);
  for (const { stable, candidate } of found.get('Contact.emails')?.samples ?? []) {
    expect(stable).toMatch(/^[x9.+_-]+@[x9.-]+$/);
    expect(candidate).toMatch(/^[X9.+_-]+@[X9.-]+$/);
  }
});
