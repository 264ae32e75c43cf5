import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { connectionsOf } from './support/connections.js';
import { sandboxControl } from './support/sandbox-control.js';
import { type GatewayProcess, startGatewayProcess } from './support/start-gateway-process.js';
import { until } from './support/until.js';

const START = 'mutation ($key: String) { startBulkUpsert(connector: "hubspot", idempotencyKey: $key) { id state } }';
const WATCH = 'query ($id: ID!) { bulkJob(id: $id) { state total accepted failed reason finishedAt } }';
const WRITE = '/contacts/v1/contact/createOrUpdate/email/:email';
/** Records that a job sends together. */
const SLICE = 1_000;
/** Records that are written before the gateway is killed. */
const SENT = 1.5 * SLICE;

let folder: string;
let sandbox: Sandbox;
const gateways: GatewayProcess[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'selvedge-bulk-'));
  sandbox = await startSandbox({ port: 0, people: 50, companies: 5, deals: 5, audiences: 2, quotas: false });
});
afterEach(async () => {
  for (const { child } of gateways.splice(0)) await child.stop('SIGKILL');
  await sandbox.close();
  await rm(folder, { recursive: true });
});

async function start(): Promise<GatewayProcess> {
  const gateway = await startGatewayProcess({
    configuration: {
      mode: 'sandbox',
      server: { port: 0, overload: { enabled: false } },
      store: { file: join(folder, 'selvedge.db') },
      connectors: { hubspot: { version: '^1.0.0' } },
      resilience: { quotas: { enabled: false } },
      tenants: { default: { connections: connectionsOf(['hubspot'], 'default', () => sandbox.url) } },
    },
  });
  gateways.push(gateway);
  return gateway;
}

/** Records that the vendor has written: HubSpot's legacy API takes a call for each. */
async function written(): Promise<number> {
  const { calls } = (await (await fetch(`${sandbox.url}/_calls?vendor=hubspot`)).json()) as {
    calls: { route: string; statuses: Record<string, number> }[];
  };
  return calls.find(({ route }) => route === WRITE)?.statuses['200'] ?? 0;
}

const job = async ({ ask }: GatewayProcess, id: string) => (await ask(WATCH, { variables: { id } })).data.bulkJob;

/** Begins a job and uploads its records. Resolves with its id. */
async function send(gateway: GatewayProcess, emails: readonly string[], key?: string): Promise<string> {
  const { data } = await gateway.ask(START, { variables: { key } });
  const { id } = data.startBulkUpsert;
  const { status } = await fetch(`${gateway.url}/bulk/${id}`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
    body: emails.map((email) => `${JSON.stringify({ email })}\n`).join(''),
  });
  expect(status).toBe(202);
  return id;
}

/** What is told of its records, in their order. */
async function told({ url }: GatewayProcess, id: string): Promise<string[]> {
  const lines = (await (await fetch(`${url}/bulk/${id}/results`)).text()).trim().split('\n');
  return lines.map((line) => JSON.parse(line).status);
}

async function sendToTheEnd(gateway: GatewayProcess, emails: readonly string[]): Promise<string[]> {
  const id = await send(gateway, emails);
  await until('the job has ended', async () => (await job(gateway, id)).state === 'FINISHED');
  return told(gateway, id);
}

it('a bulk job whose gateway is killed has failed, tells what is sure to be written, and is not sent again by itself', async () => {
  // The vendor answers the first slice and half of the second one, and then not any more.
  const emails = Array.from(
    { length: 2.5 * SLICE },
    (_, index) => `${index < SENT ? 'answered' : 'unanswered'}-${index}@example.org`,
  );
  const vendors = sandboxControl(sandbox.url);
  await vendors.fault({
    vendor: 'hubspot',
    path: '/contacts/v1/contact/createOrUpdate/email/unanswered*',
    blackHole: true,
  });
  const [writing, other] = [await start(), await start()];
  const id = await send(writing, emails, 'nightly');
  await until('half of the second slice is written', async () => (await written()) === SENT);
  await until('the first slice is told', async () => (await job(writing, id)).accepted === SLICE);
  await writing.child.stop('SIGKILL');

  // The killed one may be alive, for all that the other one knows.
  expect(await job(other, id)).toMatchObject({ state: 'RUNNING', total: emails.length, accepted: SLICE });
  await vendors.clearFaults();
  await until('the job has failed', async () => (await job(other, id)).state === 'FAILED', { withinMs: 15_000 });
  expect(await job(other, id)).toEqual({
    state: 'FAILED',
    total: emails.length,
    accepted: SLICE,
    failed: 0,
    reason: expect.stringContaining('records without a result may have been written. Send those again in another job.'),
    finishedAt: expect.any(String),
  });
  expect(await told(other, id)).toEqual(emails.slice(0, SLICE).map(() => 'created'));

  const restarted = await start();
  const { data } = await restarted.ask(START, { variables: { key: 'nightly' } });
  expect(data.startBulkUpsert).toEqual({ id, state: 'FAILED' });
  expect(await written()).toBe(SENT);

  // As many are there as were written, so none was twice; all that was told is among them.
  const rest = await sendToTheEnd(restarted, emails.slice(SLICE));
  expect(rest).toEqual(emails.slice(SLICE).map((_, index) => (index < SENT - SLICE ? 'updated' : 'created')));
  const first = await sendToTheEnd(restarted, emails.slice(0, SLICE));
  expect(first).toEqual(emails.slice(0, SLICE).map(() => 'updated'));
}, 90_000);
