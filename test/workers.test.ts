import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connectionsOf } from './support/connections.js';
import { holdPort } from './support/free-port.js';
import { type LoadResult, openLoop } from './support/open-loop.js';
import { rollingRestart } from './support/rolling-restart.js';
import { type SandboxControl, sandboxControl } from './support/sandbox-control.js';
import { startGatewayProcess } from './support/start-gateway-process.js';
import { until } from './support/until.js';
import { startWorkerGateway, type WorkerGateway } from './support/worker-gateway.js';

const QUERY = '{ deals(connector: "hubspot", first: 5) { edges { node { id name } } } }';
const UPSERT = /* GraphQL */ `
  mutation ($contacts: [ContactInput!]!, $key: String) {
    upsertContacts(connector: "hubspot", contacts: $contacts, idempotencyKey: $key) { accepted results { status } }
  }
`;

let sandbox: Sandbox;
let vendors: SandboxControl;
beforeAll(async () => {
  sandbox = await startSandbox({ port: 0, people: 50, companies: 5, deals: 20, audiences: 2, adCampaigns: 2 });
  vendors = sandboxControl(sandbox.url);
});
afterAll(() => sandbox.close());

function configuration(
  { server = {}, ...settings }: { server?: object; [name: string]: unknown } = {},
  account = 'default',
) {
  return {
    mode: 'sandbox',
    // A machine that runs other tests beside this one is overloaded soon.
    server: { port: 0, drainMs: 5_000, overload: { enabled: false }, ...server },
    connectors: { hubspot: { version: '^2.0.0' } },
    tenants: { default: { connections: connectionsOf(['hubspot'], account, () => sandbox.url) } },
    ...settings,
  };
}

const gateways: WorkerGateway[] = [];
afterEach(async () => {
  for (const gateway of gateways.splice(0)) await gateway.close();
});

async function start(settings: object, workers = 2): Promise<WorkerGateway> {
  const gateway = await startWorkerGateway(settings, { workers });
  gateways.push(gateway);
  return gateway;
}

/** What is asked over kept and over new connections at once, until the work is done. */
async function underLoad(
  gateway: WorkerGateway,
  work: () => Promise<void>,
): Promise<readonly [LoadResult, LoadResult]> {
  const over = new AbortController();
  const stream = { targets: [gateway.url], query: QUERY, rate: 40 };
  const loads = Promise.all([
    openLoop(stream, 600, over.signal),
    openLoop({ ...stream, keepAlive: false }, 600, over.signal),
  ]);
  try {
    await work();
  } finally {
    over.abort();
    await loads;
  }
  return loads;
}

describe('workers', () => {
  let gateway: WorkerGateway;
  beforeAll(async () => {
    gateway = await startWorkerGateway(configuration(), { workers: 2 });
  });
  afterAll(() => gateway.close());
  beforeEach(() => vendors.resetCalls());

  it('answer in turn on one port, and any of them tells what all have counted', async () => {
    const before = await gateway.metric('selvedge_operations_total');
    const from = gateway.answeredBy.length;
    for (let time = 0; time < 6; time += 1) expect((await gateway.askNext(QUERY)).errors).toEqual([]);
    await expect.poll(() => new Set(gateway.answeredBy.slice(from))).toEqual(new Set([1, 2]));
    for (let time = 0; time < 2; time += 1) {
      expect((await gateway.metric('selvedge_operations_total')) - before).toBe(6);
    }
    expect(await gateway.metric('selvedge_workers')).toBe(2);
  });

  it('say which of them is ready', async () => {
    const headers = { connection: 'close' };
    const asked = ['/readyz', '/readyz', '/livez', '/livez'].map(async (path) => {
      const response = await fetch(`${gateway.url}${path}`, { headers });
      return ((await response.json()) as { worker: number }).worker;
    });
    expect(new Set(await Promise.all(asked))).toEqual(new Set([1, 2]));
  });

  it('write once under one idempotency key, whichever of them is asked', async () => {
    const variables = { contacts: [{ email: 'once@example.org', givenName: 'Once' }], key: 'import-1' };
    const answers = await Promise.all(Array.from({ length: 6 }, () => gateway.askNext(UPSERT, { variables })));
    for (const { errors, data } of answers) {
      expect(errors).toEqual([]);
      expect(data.upsertContacts).toEqual({ accepted: 1, results: [{ status: 'CREATED' }] });
    }
    const writes = Object.entries(await vendors.calls()).filter(([route]) => route.includes('upsert'));
    expect(writes.map(([, count]) => count)).toEqual([1]);
    const other = { ...variables, contacts: [{ email: 'other@example.org' }] };
    for (let time = 0; time < 2; time += 1) {
      const { data, codes } = await gateway.askNext(UPSERT, { variables: other });
      expect(JSON.stringify([data, codes])).not.toContain('CREATED');
    }
  });

  it('all know at once of what one of them wrote', async () => {
    const find = () =>
      gateway
        .askNext('{ customer(email: "fresh@example.org") { fullName } }')
        .then(({ data }) => data.customer?.fullName);
    for (const givenName of ['First', 'Second', 'Third']) {
      const variables = { contacts: [{ email: 'fresh@example.org', givenName, familyName: 'Person' }] };
      expect((await gateway.askNext(UPSERT, { variables })).data.upsertContacts.accepted).toBe(1);
      for (let time = 0; time < 4; time += 1) expect(await find()).toBe(`${givenName} Person`);
    }
  });

  it('take, write and tell of a bulk job together', async () => {
    const { data } = await gateway.askNext(
      'mutation { startBulkUpsert(connector: "hubspot") { id uploadPath resultsPath } }',
    );
    const { id, uploadPath, resultsPath } = data.startBulkUpsert;
    const headers = { 'content-type': 'application/x-ndjson', connection: 'close' };
    const body = Array.from({ length: 250 }, (_, index) => `{"email":"bulk-${index}@example.org"}\n`).join('');
    const upload = () => fetch(`${gateway.url}${uploadPath}`, { method: 'POST', headers, body });
    expect((await upload()).status).toBe(202);
    expect((await upload()).status).toBe(409);
    const job = async () => (await gateway.askNext(`{ bulkJob(id: "${id}") { state total accepted } }`)).data.bulkJob;
    await until('the job has ended', async () => (await job()).state === 'FINISHED');
    for (let time = 0; time < 2; time += 1) {
      expect(await job()).toEqual({ state: 'FINISHED', total: 250, accepted: 250 });
      const results = await fetch(`${gateway.url}${resultsPath}`, { headers: { connection: 'close' } });
      expect((await results.text()).trim().split('\n')).toHaveLength(250);
    }
  });

  it('stay as they are when the configuration is wrong, and the gateway tells why', async () => {
    await gateway.rewrite('{ connectors: {} }');
    gateway.child.signal('SIGHUP');
    await gateway.child.said(/The configuration was not taken over:\n.*tenants: expected a map, but it is missing/);
    await gateway.rewrite(JSON.stringify(configuration({ connectors: { hubspot: { version: '^77.0.0' } } })));
    gateway.child.signal('SIGHUP');
    await gateway.child.said(/\[CONNECTOR_OUT_OF_RANGE\]/);
    expect(gateway.begun).toHaveLength(2);
    expect((await gateway.askNext(QUERY)).errors).toEqual([]);
    expect((await gateway.askNext(QUERY)).errors).toEqual([]);
  }, 30_000);

  it('take a new configuration over one by one on SIGHUP, and no request fails', async () => {
    const origin = 'http://new.example';
    const allows = async () => {
      const { headers } = await gateway.askNext(QUERY, { headers: { origin } });
      return headers.get('access-control-allow-origin') === origin;
    };
    const counted = await gateway.metric('selvedge_operations_total');
    const { data } = await gateway.ask('mutation { startBulkUpsert(connector: "hubspot") { id } }');
    const results = await underLoad(gateway, async () => {
      expect(await allows()).toBe(false);
      await gateway.rewrite(JSON.stringify(configuration({ server: { allowedOrigins: [origin] } })));
      gateway.child.signal('SIGHUP');
      await gateway.child.said(/The configuration is in use in 2 workers/);
      expect([await allows(), await allows()]).toEqual([true, true]);
      const from = gateway.answeredBy.length;
      await until('both answer', async () => new Set(gateway.answeredBy.slice(from)).size === 2);
    });
    for (const { offered, whole, failed, codes } of results) {
      expect({ failed, codes, lost: offered - whole.count }).toEqual({ failed: {}, codes: {}, lost: 0 });
      expect(whole.count).toBeGreaterThan(40);
    }
    // What was counted, and the jobs that were begun, outlive those who counted and began.
    const asked = results.reduce((sum, { offered }) => sum + offered, counted);
    expect(await gateway.metric('selvedge_operations_total')).toBeGreaterThanOrEqual(asked);
    expect(await gateway.metric('selvedge_workers_lost_total')).toBe(0);
    const job = await gateway.ask(`{ bulkJob(id: "${data.startBulkUpsert.id}") { state } }`);
    expect(job.data.bulkJob).toEqual({ state: 'AWAITING_UPLOAD' });
  }, 60_000);

  it('lose what one of them had in flight when it is killed; another takes its place, and nothing counted is lost', async () => {
    const begun = gateway.begun.length;
    const victim = gateway.begun.at(-1);
    let counted = 0;
    const results = await underLoad(gateway, async () => {
      counted = await gateway.metric('selvedge_operations_total');
      process.kill(victim?.pid ?? 0, 'SIGKILL');
      const told = /"worker":\d,"pid":\d+,"reason":"ended by SIGKILL","msg":"a worker ended/;
      // At once, as only the end of the log is kept.
      await until('it is told', async () => told.test(gateway.child.output()), { withinMs: 10_000 });
      await until('another serves', async () => gateway.begun.length > begun);
      expect(gateway.begun.at(-1)?.worker).toBe(victim?.worker);
      const from = gateway.answeredBy.length;
      await until('it answers', async () => gateway.answeredBy.slice(from).includes(victim?.worker ?? 0));
    });
    for (const { failed, codes } of results) {
      expect(codes).toEqual({});
      // One connection may have been on its way to the killed worker, and is not noticed until its caller gives up.
      const { ECONNRESET: _, EPIPE: __, 'no answer within 30000 ms': unheard = 0, ...others } = failed;
      expect(others).toEqual({});
      expect(unheard).toBeLessThanOrEqual(1);
      expect(Object.values(failed).reduce((sum, count) => sum + count, 0)).toBeLessThanOrEqual(10);
    }
    expect(await gateway.metric('selvedge_workers')).toBe(2);
    expect(await gateway.metric('selvedge_workers_lost_total')).toBe(1);
    expect(await gateway.metric('selvedge_operations_total')).toBeGreaterThan(counted);
  }, 60_000);

  it('end with their primary when that is killed', async () => {
    await gateway.child.stop('SIGKILL');
    const isAlive = (pid: number): boolean => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    await until('they have ended', async () => !gateway.begun.some(({ pid }) => isAlive(pid)), { withinMs: 5_000 });
  }, 30_000);
});

describe('the vendors’ quotas', () => {
  it('are kept by all workers together', async () => {
    const gateway = await start(configuration({ cache: { enabled: false } }, 'quota'));
    await vendors.resetCalls();
    // The account has 190 calls in ten seconds; each worker alone would take them all.
    const answers = await Promise.all(Array.from({ length: 260 }, () => gateway.askNext(QUERY)));
    const whole = answers.filter(({ errors }) => errors.length === 0).length;
    expect(whole).toBeGreaterThan(100);
    expect(answers.flatMap(({ codes }) => codes).every((code) => code === 'VENDOR_THROTTLED')).toBe(true);
    const response = await fetch(`${sandbox.url}/_calls?vendor=hubspot`);
    const { calls } = (await response.json()) as { calls: { statuses: Record<string, number> }[] };
    expect(calls.reduce((sum, { statuses }) => sum + (statuses['429'] ?? 0), 0)).toBe(0);
    expect(new Set(gateway.answeredBy)).toEqual(new Set([1, 2]));
  }, 60_000);
});

describe('SIGTERM', () => {
  it('drains all workers: a rolling restart behind a balancer loses no request', async () => {
    const { offered, whole, failed, codes, exits, failures } = await rollingRestart({
      async start(port) {
        const gateway = await startGatewayProcess({
          configuration: configuration({ server: { port, drainDelayMs: 300 } }),
          parameters: ['--workers', '2'],
        });
        gateways.push({ ...gateway, close: () => gateway.child.stop('SIGKILL') } as unknown as WorkerGateway);
        return gateway;
      },
      restarts: 1,
      query: QUERY,
      rate: 60,
    });
    expect({ exits, failures, failed, codes, lost: offered - whole.count }).toEqual({
      exits: [0],
      failures: [],
      failed: {},
      codes: {},
      lost: 0,
    });
  }, 120_000);

  it('sent again ends the gateway at once', async () => {
    const gateway = await start(configuration({ server: { drainDelayMs: 60_000 } }));
    gateway.child.signal('SIGTERM');
    await gateway.child.said(/Stopping/);
    // An echo of the first is taken for it.
    await until('a moment has passed', async () => (await fetch(`${gateway.url}/readyz`)).status === 503);
    const again = setInterval(() => gateway.child.signal('SIGTERM'), 100);
    expect(await gateway.child.exited).toEqual({ code: 130, signal: null });
    clearInterval(again);
  }, 30_000);
});

describe('a gateway that cannot be started', () => {
  it('says why once, however many workers it was to have', async () => {
    const { port, release } = await holdPort();
    const lines: string[] = [];
    await expect(
      startGatewayProcess({
        configuration: configuration({ server: { port } }),
        parameters: ['--workers', '2'],
        onLine: (line) => lines.push(line),
      }),
    ).rejects.toThrow(/ended before it said/);
    expect(lines.filter((line) => line.includes(String(port)))).toHaveLength(1);
    expect(lines.join('\n')).toContain('server.port');
    await release();
  }, 30_000);
});
