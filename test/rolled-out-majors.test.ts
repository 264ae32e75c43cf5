import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Connector } from '@selvedge/connector-api';
import hubspotTwo from '@selvedge/connector-hubspot';
import hubspotOne from '@selvedge/connector-hubspot-v1';
import hubspotThree from '@selvedge/connector-hubspot-v3';
import klaviyoTwo from '@selvedge/connector-klaviyo';
import klaviyoOne from '@selvedge/connector-klaviyo-v1';
import { type CapabilityName, isWrite } from '@selvedge/schema';
import { afterEach, expect, it } from 'vitest';
import { type RolloutAdmin, rolloutAdmin, type SeenRollout } from './rolled-out-majors/admin.js';
import { type Ask, hubspotReads, klaviyoReads, type Read } from './rolled-out-majors/every-read.js';
import { listedDifferences } from './rolled-out-majors/listed-differences.js';
import { connectionsOf } from './support/connections.js';
import { type Settings, type System, startSystem } from './support/start-system.js';
import { until } from './support/until.js';

interface Step {
  readonly connector: 'hubspot' | 'klaviyo';
  readonly from: number;
  readonly stable: Connector;
  readonly candidate: Connector;
  /** A list that both majors have, for a look at who answers. */
  readonly list: string;
}

const STEPS: readonly Step[] = [
  { connector: 'hubspot', from: 1, stable: hubspotOne, candidate: hubspotTwo, list: 'contacts' },
  { connector: 'hubspot', from: 2, stable: hubspotTwo, candidate: hubspotThree, list: 'contacts' },
  { connector: 'klaviyo', from: 1, stable: klaviyoOne, candidate: klaviyoTwo, list: 'audiences' },
];
const WORLD = { people: 60, companies: 12, deals: 30, audiences: 4, adCampaigns: 2, days: 30, quotas: false };
/** A field is clean after 8 pairs without a difference; that there is none at all is looked at besides. */
const TOLERATED_MISMATCH = 0.5;
const CLIENTS = Array.from({ length: 40 }, (_, at) => `client-${at}`);

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

it.each(STEPS)(
  '$connector $from is rolled out to the next major, and differs in what the guide lists alone',
  {
    timeout: 120_000,
  },
  async (step) => {
    const { connector, from } = step;
    const listed = await listedDifferences(`${connector}-${from}-to-${from + 1}`);
    const { system, settings } = await start(step);
    const candidate = `^${from + 1}.0.0`;
    const admin = rolloutAdmin(system.gateway.url, connector, candidate, {
      steps: [{ shadow: 100 }, { weight: 25 }, { weight: 60 }],
      stickyBy: 'CLIENT',
      toleratedMismatch: TOLERATED_MISMATCH,
    });
    const gate = (await admin.gates()).find((each) => each.gate === 'capabilities');
    const told = (kind: string) => gate?.lines.flatMap((line) => new RegExp(`^(.+) is ${kind}`).exec(line)?.[1] ?? []);
    expect({ gained: told('new'), lost: told('gone') }).toEqual({ gained: listed.gained, lost: listed.lost });

    await admin.start();
    const compared = await compareAll(system, admin, step);
    const differing = compared.comparison.filter((field) => field.differing > 0);
    expect(new Map(differing.map(({ coordinate, classes }) => [coordinate, classNames(classes)]))).toEqual(
      listed.fields,
    );
    expect(compared.comparison.map(({ coordinate }) => coordinate)).toEqual(
      expect.arrayContaining([...sharedReads(step)]),
    );
    if (listed.fields.size > 0) {
      expect(compared.standing).toMatchObject({ state: 'HELD', hold: 'comparison-different', weight: 0 });
    }
    for (const field of listed.fields.keys()) await admin.accept(field, 'the migration guide lists it');

    const reached = (state: string, weight: number) =>
      until(`the rollout is ${state} at ${weight} %`, async () => {
        const { standing } = await admin.look();
        return standing.state === state && standing.weight === weight;
      });
    await reached('STEPPING', 25);
    const atFirst = await answeredBy(system, step);
    expect(atFirst.size).toBeGreaterThan(0);
    expect(atFirst.size).toBeLessThan(CLIENTS.length / 2);
    await admin.advance();
    await reached('STEPPING', 60);
    const atSecond = await answeredBy(system, step);
    expect(atSecond.size).toBeGreaterThan(atFirst.size);
    expect([...atSecond]).toEqual(expect.arrayContaining([...atFirst]));
    await admin.advance();
    await reached('PROMOTED', 100);
    expect(await answeredBy(system, step)).toEqual(new Set(CLIENTS));

    await system.reload({ ...settings, connectors: { ...settings.connectors, [connector]: { version: candidate } } });
    expect(await answeredBy(system, step)).toEqual(new Set(CLIENTS));
    const { history, comparison } = await admin.look();
    const accepted = comparison.filter(({ verdict }) => verdict === 'ACCEPTED').map(({ coordinate }) => coordinate);
    expect(accepted.sort()).toEqual([...listed.fields.keys()].sort());
    expect(steps(history)).toEqual([
      'DRAFT 0',
      'SHADOWING 0',
      'STEPPING 25',
      'STEPPING 60',
      'PROMOTING 100',
      'PROMOTED 100',
    ]);
  },
);

/** A gateway with a store on disk, and the version that the step begins with. */
async function start({ connector, from }: Step) {
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-rolled-out-'));
  closing.push(() => rm(folder, { recursive: true }));
  const settings = {
    cache: { enabled: false },
    store: { file: join(folder, 'selvedge.db') },
    connectors: {
      hubspot: { version: '^2.0.0' },
      klaviyo: { version: '^2.0.0' },
      [connector]: { version: `^${from}.0.0` },
    },
    tenants: { default: { connections: connectionsOf(['klaviyo'], 'default', () => 'SANDBOX') } },
  } satisfies Settings;
  const system = await startSystem({ sandbox: WORLD, settings });
  closing.push(() => system.close());
  return { system, settings };
}

/** Reads all that the vendor has, again and again, until the comparison has decided on every field. */
async function compareAll(system: System, admin: RolloutAdmin, step: Step): Promise<SeenRollout> {
  const reads = await readsOf(system, step);
  for (;;) {
    const seen = await admin.look();
    if (isDecided(seen)) return seen;
    // What was compared least is asked most: the comparison has a share of what is asked.
    const pairs = new Map(seen.comparison.map((field) => [field.coordinate, field.pairs]));
    const fewest = [...reads].sort((a, b) => (pairs.get(a.capability) ?? 0) - (pairs.get(b.capability) ?? 0));
    for (const { query } of fewest.slice(0, Math.ceil(reads.length / 2))) {
      const askedAt = performance.now();
      await ask(system, query);
      // A process that has no time to spare compares nothing: callers, gateway and vendors are one here.
      await wait(10 + 2 * (performance.now() - askedAt));
    }
  }
}

function isDecided({ standing, comparison }: SeenRollout): boolean {
  if (!['SHADOWING', 'HELD'].includes(standing.state)) return true;
  return standing.state === 'HELD' && comparison.every(({ verdict }) => verdict !== 'UNDECIDED');
}

async function readsOf(system: System, { connector, from }: Step): Promise<readonly Read[]> {
  const asking: Ask = (query) => ask(system, query);
  const { people, klaviyo } = system.sandbox.world;
  if (connector === 'klaviyo') {
    return klaviyoReads(
      asking,
      klaviyo.profiles.map(({ email }) => email),
    );
  }
  const emails = people.flatMap(({ hubspot }) => hubspot?.email ?? []);
  const elsewhere = people
    .flatMap(({ mailchimp }) => mailchimp?.email ?? [])
    .filter((email) => !emails.includes(email));
  return hubspotReads(asking, { emails, elsewhere }, { isCurrent: from > 1 });
}

async function ask(system: System, query: string) {
  const { data, errors } = await system.ask(query);
  expect(errors).toEqual([]);
  return data;
}

/** The clients whom the candidate answers. */
async function answeredBy({ ask: asking }: System, { connector, from, list }: Step): Promise<ReadonlySet<string>> {
  const query = `{ ${list}(connector: "${connector}", first: 1) { edges { node { id source { version } } } } }`;
  const clients = new Set<string>();
  for (const client of CLIENTS) {
    const { data, errors } = await asking(query, { headers: { 'selvedge-client': client } });
    expect(errors).toEqual([]);
    if (data[list].edges[0].node.source.version === `${from + 1}.0.0`) clients.add(client);
  }
  return clients;
}

/** Capabilities by which both majors read. */
function sharedReads({ stable, candidate }: Step): readonly string[] {
  return Object.keys(stable.capabilities).filter(
    (name) => name in candidate.capabilities && !isWrite(name as CapabilityName),
  );
}

function classNames(classes: readonly { class: string }[]): string {
  return classes.map((each) => each.class).join(', ');
}

/** States and weights as they followed each other, without holds and what left them as they were. */
function steps(history: SeenRollout['history']): readonly string[] {
  const all = history.map(({ to }) => `${to.state} ${to.weight}`).filter((each) => !each.startsWith('HELD'));
  return all.filter((each, at) => each !== all[at - 1]);
}
