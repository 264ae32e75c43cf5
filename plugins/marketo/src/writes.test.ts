import { type Call, VendorError } from '@selvedge/connector-api';
import { type ScriptedAnswer, type ScriptedRequest, scriptedCall, vendorFetch } from '@selvedge/connector-api/testing';
import { type Sandbox, startSandbox } from '@selvedge/sandbox';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contactUpsert } from './contact-upsert.js';
import marketo from './index.js';
import { personErase } from './person-erase.js';
import { sandboxToken } from './sandbox-token.fixture.js';

const answering = (answer: (request: ScriptedRequest) => ScriptedAnswer, settings = {}) =>
  scriptedCall({ connector: marketo, answer, settings });
const success = (...result: object[]) => ({ body: { requestId: '1#2', success: true, result } });
const skipped = (code: string) => ({ status: 'skipped', reasons: [{ code, message: 'No.' }] });
const failureOf = (outcome: unknown) => (VendorError.is(outcome) ? outcome.failure : null);

describe('contact.upsert', () => {
  it('clears a field of null and leaves out one that stays', async () => {
    const { call, requests } = answering(() => success({ id: 1, status: 'created' }), { stageField: 'stage__c' });
    await contactUpsert.run([{ email: ' a@example.org', phone: null, lifecycleStage: 'CUSTOMER' }], call);
    expect(requests[0]?.body).toEqual({
      action: 'createOrUpdate',
      lookupField: 'email',
      input: [{ email: 'a@example.org', phone: null, stage__c: 'Customer' }],
    });
  });

  it('keeps at its place why a record was skipped', async () => {
    const { call } = answering(() => success({ id: 1, status: 'updated' }, skipped('1007'), skipped('719')));
    const emails = ['a@example.org', 'b@example.org', 'c@example.org'];
    const [updated, several, locked] = await contactUpsert.run(
      emails.map((email) => ({ email })),
      call,
    );
    expect(updated).toEqual({ id: '1', created: false });
    expect(failureOf(several)).toMatchObject({ class: 'invalid', vendorCode: '1007' });
    expect(failureOf(locked)?.class).toBe('transient');
  });

  it('sends an address that comes twice once, the later fields over the earlier', async () => {
    const { call, requests } = answering(() => success({ id: 1, status: 'created' }));
    const written = await contactUpsert.run(
      [
        { email: 'a@example.org', givenName: 'Ada', phone: '1' },
        { email: 'A@example.org', phone: '2' },
      ],
      call,
    );
    expect(written).toEqual([
      { id: '1', created: true },
      { id: '1', created: false },
    ]);
    expect(requests[0]?.body).toMatchObject({ input: [{ firstName: 'Ada', phone: '2' }] });
  });

  it('refuses a stage where no field is named for it, and sends the others', async () => {
    const { call, requests } = answering(() => success({ id: 2, status: 'created' }));
    const [refused, written] = await contactUpsert.run(
      [{ email: 'a@example.org', lifecycleStage: 'LEAD' }, { email: 'b@example.org' }],
      call,
    );
    expect(failureOf(refused)).toMatchObject({ class: 'invalid', message: expect.stringContaining('stageField') });
    expect(written).toEqual({ id: '2', created: true });
    expect(requests[0]?.body).toMatchObject({ input: [{ email: 'b@example.org' }] });
  });

  it('calls it malformed when Marketo is silent about a record', async () => {
    const { call } = answering(() => success());
    expect(failureOf((await contactUpsert.run([{ email: 'a@example.org' }], call))[0])?.class).toBe('malformed');
  });
});

describe('writes of one connection', () => {
  const settings = Object.freeze({});
  const signal = new AbortController().signal;
  const gated = () => {
    const gates: PromiseWithResolvers<void>[] = [];
    const fetch = async () => {
      const gate = Promise.withResolvers<void>();
      gates.push(gate);
      await gate.promise;
      return { status: 200, headers: new Headers(), body: success({ id: 1, status: 'created' }).body };
    };
    return { gates, fetch: fetch as unknown as Call['fetch'] };
  };
  const settled = () => new Promise((resolve) => setImmediate(resolve));

  it('go one after the other; another connection does not wait', async () => {
    const { gates, fetch } = gated();
    const write = (call: Call) => contactUpsert.run([{ email: 'a@example.org' }], call);
    const writes = [write({ settings, signal, fetch }), write({ settings, signal, fetch })];
    await settled();
    expect(gates).toHaveLength(1);
    writes.push(write({ settings: {}, signal, fetch }));
    await settled();
    expect(gates).toHaveLength(2);
    gates[0]?.resolve();
    await settled();
    expect(gates).toHaveLength(3);
    for (const gate of gates) gate.resolve();
    expect(await Promise.all(writes)).toHaveLength(3);
  });

  it('let go who is aborted while waiting, and keep the order of the others', async () => {
    const { gates, fetch } = gated();
    const leaving = new AbortController();
    const write = (own: AbortSignal) =>
      contactUpsert.run([{ email: 'a@example.org' }], { settings, signal: own, fetch });
    const [first, left, last] = [write(signal), write(leaving.signal), write(signal)];
    leaving.abort(new Error('gone'));
    await expect(left).rejects.toThrow('gone');
    await settled();
    expect(gates).toHaveLength(1);
    gates[0]?.resolve();
    await first;
    await settled();
    gates[1]?.resolve();
    expect(await last).toEqual([{ id: '1', created: true }]);
  });
});

describe('against the simulated Marketo', () => {
  let sandbox: Sandbox;
  let call: Call;
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0, people: 400, companies: 0, deals: 0, days: 1 });
    const baseUrl = sandbox.baseUrl('marketo');
    const fetch = vendorFetch({ connector: marketo, baseUrl, credential: await sandboxToken(baseUrl) });
    call = { settings: {}, signal: new AbortController().signal, fetch };
  });
  afterAll(() => sandbox.close());

  it('erases every lead of an address, and nobody for one that is not there', async () => {
    const { marketoLeads } = sandbox.world;
    const twice = marketoLeads.find(({ email, id }) => marketoLeads.some((it) => it.email === email && it.id > id));
    const email = twice?.email ?? '';
    const [erased, nobody] = await personErase.run([{ email }, { email: 'nobody@example.invalid' }], call);
    const ids = marketoLeads.filter((lead) => lead.email === email).map(({ id }) => String(id));
    expect(ids).toHaveLength(2);
    expect(erased).toMatchObject({ status: 'accepted', ids, note: expect.stringContaining('some time later') });
    expect(nobody).toEqual({ status: 'not-found', ids: [], note: null });
    expect(await marketo.capabilities['contact.byId']?.run(ids, call)).toEqual([null, null]);
  });
});

describe('person.erase', () => {
  it('keeps a failure at the person whose lead it is; a lead that is gone by now is erased', async () => {
    const leads = [
      { id: 1, email: 'a@example.org' },
      { id: 2, email: 'b@example.org' },
    ];
    const { call } = answering(({ path }) =>
      path.endsWith('delete.json') ? success(skipped('1004'), skipped('713')) : success(...leads),
    );
    const [gone, failed] = await personErase.run([{ email: 'a@example.org' }, { email: 'b@example.org' }], call);
    expect(gone).toMatchObject({ status: 'accepted', ids: ['1'] });
    expect(failureOf(failed)?.class).toBe('transient');
  });
});
