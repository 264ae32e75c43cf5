import { gunzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { listPath, mailchimpClient } from './testing/mailchimp-client.js';

const BATCHES = '/mailchimp/3.0/batches';
const list = listPath.replace('/mailchimp/3.0', '');
const member = (email: string, more = {}) =>
  JSON.stringify({ email_address: email, status_if_new: 'subscribed', ...more });
const put = (email: string, id: string, body = member(email)) => ({
  method: 'PUT',
  path: `${list}/members/${email}`,
  params: {},
  body,
  operation_id: id,
});

it('goes through its states, a step a reading, and writes what its operations say', async () => {
  const client = mailchimpClient();
  const operations = [put('one@example.org', 'a'), put('not-an-address@', 'b'), put('two@example.org', 'c', '{')];
  const started = await client.send('POST', BATCHES, { operations });
  expect(started.json()).toMatchObject({
    status: 'pending',
    total_operations: 3,
    finished_operations: 0,
    completed_at: '',
    response_body_url: '',
  });
  const statuses: string[] = [];
  let batch = started.json();
  while (batch.status !== 'finished') {
    batch = (await client.get(`${BATCHES}/${batch.id}`)).json();
    statuses.push(batch.status);
  }
  expect(statuses).toEqual(['preprocessing', 'started', 'finalizing', 'finished']);
  expect(batch).toMatchObject({ finished_operations: 3, errored_operations: 2, total_operations: 3 });
  expect((await client.get(`${listPath}/members/one@example.org`)).json().status).toBe('subscribed');
  expect((await client.get(BATCHES)).json()).toMatchObject({ total_items: 1, batches: [{ id: batch.id }] });

  const { pathname } = new URL(batch.response_body_url);
  const results = await client.app.inject({ url: pathname });
  expect(results.statusCode).toBe(200);
  const archive = gunzipSync(results.rawPayload).toString();
  for (const part of ['ustar', '"operation_id":"a"', '"status_code":400', '\\"title\\":\\"JSON Parse Error\\"']) {
    expect(archive).toContain(part);
  }
});

it('is known to its own account only, until it is deleted', async () => {
  const client = mailchimpClient();
  const { id } = (await client.send('POST', BATCHES, { operations: [put('one@example.org', 'a')] })).json();
  const other = { authorization: 'Bearer sandbox-globex-us1' };
  expect((await client.get(`${BATCHES}/${id}`, other)).statusCode).toBe(404);
  expect((await client.send('DELETE', `${BATCHES}/${id}`)).statusCode).toBe(204);
  expect((await client.get(`${BATCHES}/${id}`)).statusCode).toBe(404);
});

it('gives its results to nobody who does not know their address', async () => {
  const client = mailchimpClient();
  expect((await client.app.inject({ url: '/mailchimp/batch-results/guess.tar.gz' })).statusCode).toBe(403);
});

it('refuses a body that is no text, and a batch of nothing', async () => {
  const client = mailchimpClient();
  const wrong = await client.send('POST', BATCHES, { operations: [{ method: 'PUT', path: '/x', body: {} }] });
  expect(wrong.json().errors).toMatchObject([{ field: 'operations.0.body' }]);
  expect((await client.send('POST', BATCHES, { operations: [] })).statusCode).toBe(400);
});

it('refuses the batch after 500 that have not finished', async () => {
  const client = mailchimpClient();
  const body = { operations: [put('one@example.org', 'a')] };
  for (let batch = 0; batch < 500; batch++) await client.send('POST', BATCHES, body);
  expect((await client.send('POST', BATCHES, body)).json()).toMatchObject({ status: 429, title: 'Too Many Requests' });
});

it('takes no new member whose address signed up to a lot of lists', async () => {
  const client = mailchimpClient();
  const answer = await client.send('PUT', `${listPath}/members/ada+many-lists@example.org`, {
    email_address: 'ada+many-lists@example.org',
    status_if_new: 'subscribed',
  });
  expect(answer.json()).toMatchObject({ status: 400, detail: expect.stringContaining('signed up to a lot of lists') });
});
