import { beforeEach, describe, expect, it } from 'vitest';
import { listPath, mailchimpClient } from './testing/mailchimp-client.js';

let client: ReturnType<typeof mailchimpClient>;

beforeEach(() => {
  client = mailchimpClient();
});

describe('writing', () => {
  it('puts a new member and updates it, for this account only', async () => {
    const created = await put('new@example.org', {
      email_address: 'New@example.org',
      status_if_new: 'subscribed',
      merge_fields: { FNAME: 'New' },
    });
    expect(created.json()).toMatchObject({ status: 'subscribed', full_name: 'New', merge_fields: { LNAME: '' } });
    const updated = await put('new@example.org', { email_address: 'new@example.org', merge_fields: { LNAME: 'Er' } });
    expect(updated.json()).toMatchObject({ full_name: 'New Er', last_changed: '2026-11-23T10:00:00+00:00' });
    const total = (await get(`${listPath}/members`)).json().total_items;
    const other = { authorization: 'Bearer sandbox-globex-us1' };
    expect((await get(`${listPath}/members/new@example.org`, other)).statusCode).toBe(404);
    expect((await get(`${listPath}/members`, other)).json().total_items).toBe(total - 1);
  });

  it('names the fields that a new member lacks and those of the wrong type', async () => {
    const lacking = (await put('new@example.org', {})).json();
    expect(lacking.errors.map(({ field }: { field: string }) => field)).toEqual(['email_address', 'status_if_new']);
    const wrong = (
      await put('new@example.org', { email_address: 'new@example.org', vip: 'yes', status: 'gone' })
    ).json();
    expect(wrong.errors.map(({ field }: { field: string }) => field)).toEqual(['status', 'vip']);
    const broken = await client.app.inject({
      method: 'PUT',
      url: `${listPath}/members/x@example.org`,
      headers: { authorization: 'Bearer sandbox-acme-us1', 'content-type': 'application/json' },
      payload: '{',
    });
    expect(broken.json()).toMatchObject({ status: 400, title: 'JSON Parse Error' });
  });

  it('patches, also to another address, but not to one that is taken', async () => {
    const [one, two] = (await get(`${listPath}/members?status=subscribed&count=2`)).json().members;
    const moved = await send('PATCH', `${listPath}/members/${one.id}`, { email_address: 'moved@example.org' });
    expect(moved.json()).toMatchObject({ email_address: 'moved@example.org', merge_fields: one.merge_fields });
    expect((await get(`${listPath}/members/${one.id}`)).statusCode).toBe(404);
    const taken = await send('PATCH', `${listPath}/members/${two.id}`, { email_address: 'moved@example.org' });
    expect(taken.json()).toMatchObject({ status: 400, title: 'Member Exists' });
    expect((await send('PATCH', `${listPath}/members/nobody@example.org`, {})).statusCode).toBe(404);
  });

  it('refuses to subscribe a cleaned address again', async () => {
    const [cleaned] = (await get(`${listPath}/members?status=cleaned`)).json().members;
    const answer = await send('PATCH', `${listPath}/members/${cleaned.id}`, { status: 'subscribed' });
    expect(answer.json()).toMatchObject({ status: 400, title: 'Member In Compliance State' });
  });

  it('archives on delete, once', async () => {
    const [member] = (await get(`${listPath}/members?status=subscribed`)).json().members;
    expect((await send('DELETE', `${listPath}/members/${member.id}`)).statusCode).toBe(204);
    expect((await get(`${listPath}/members/${member.id}`)).json().status).toBe('archived');
    const listed = (await get(`${listPath}/members?count=1000`)).json().members;
    expect(listed.some(({ id }: { id: string }) => id === member.id)).toBe(false);
    expect((await send('DELETE', `${listPath}/members/${member.id}`)).statusCode).toBe(405);
  });

  it('forgets for good: the address is gone and cannot come back', async () => {
    const [member] = (await get(`${listPath}/members`)).json().members;
    const forget = () => send('POST', `${listPath}/members/${member.id}/actions/delete-permanent`);
    expect((await forget()).statusCode).toBe(204);
    expect((await get(`${listPath}/members/${member.id}`)).statusCode).toBe(404);
    expect((await forget()).statusCode).toBe(404);
    const body = { email_address: member.email_address, status_if_new: 'subscribed' };
    expect((await put(member.id, body)).json()).toMatchObject({ title: 'Forgotten Email Not Subscribed', status: 400 });
    const bulk = await send('POST', listPath, { members: [{ ...body, status: 'subscribed' }] });
    expect(bulk.json()).toMatchObject({ error_count: 1, total_created: 0 });
  });

  it('writes in bulk and lists the failures inside a 200', async () => {
    const [existing] = (await get(`${listPath}/members?status=subscribed`)).json().members;
    const members = [
      { email_address: 'one@example.org', status: 'subscribed' },
      { email_address: existing.email_address, status: 'subscribed', merge_fields: { FNAME: 'Changed' } },
      { email_address: 'not an address', status: 'subscribed' },
    ];
    const first = await send('POST', listPath, { members });
    expect(first.statusCode).toBe(200);
    expect(first.json()).toMatchObject({ total_created: 1, total_updated: 0, error_count: 2 });
    expect(first.json().errors.map(({ error_code }: { error_code: string }) => error_code)).toEqual([
      'ERROR_CONTACT_EXISTS',
      'ERROR_GENERIC',
    ]);
    const second = (await send('POST', listPath, { members: members.slice(0, 2), update_existing: true })).json();
    expect(second).toMatchObject({ total_created: 0, total_updated: 2, error_count: 0 });
    expect(second.updated_members[1].merge_fields.FNAME).toBe('Changed');
    expect((await send('POST', '/mailchimp/3.0/lists/none', { members })).statusCode).toBe(404);
    const many = Array.from({ length: 501 }, () => members[0]);
    expect((await send('POST', listPath, { members: many })).json().errors[0].field).toBe('members');
  });
});

function get(url: string, headers?: object) {
  return client.get(url, headers);
}

function put(member: string, body: object) {
  return send('PUT', `${listPath}/members/${member}`, body);
}

function send(...call: Parameters<typeof client.send>) {
  return client.send(...call);
}
