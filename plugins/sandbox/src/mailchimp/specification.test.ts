import { readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { expect, it } from 'vitest';
import { listPath, mailchimpClient } from './testing/mailchimp-client.js';

interface Operation {
  requestBody?: { content: Readonly<Record<string, { schema: object }>> };
  responses: Readonly<Record<string, { content?: Readonly<Record<string, { schema: object }>> }>>;
}

const file = new URL('../../specs/mailchimp/marketing-3.0.assembled-subset.openapi.json', import.meta.url);
const specification = JSON.parse(readFileSync(file, 'utf8')) as {
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

/** OpenAPI's own words beside JSON Schema's, such as `example`, mean nothing to a validation. */
const ajv = new Ajv({ strict: false, allErrors: true });
ajv.addSchema(specification, 'mailchimp');
ajv.addFormat('uri', (text: string) => text === '' || URL.canParse(text));
// The vendor writes an instant that has not come as the empty string, which its specification calls a date-time.
ajv.addFormat('date-time', (text: string) => text === '' || /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00$/.test(text));

const LIST = '/lists/{list_id}';
const MEMBER = '/lists/{list_id}/members/{subscriber_hash}';
const API = '/mailchimp/3.0';
const first = `${listPath}/members/new@example.org`;
const member = { email_address: 'new@example.org', status_if_new: 'subscribed', merge_fields: { FNAME: 'New' } };
const bulk = {
  members: [
    { email_address: 'one@example.org', status: 'subscribed' },
    { email_address: 'no address', status: 'pending' },
  ],
  update_existing: true,
};
const batch = {
  operations: [{ method: 'PUT', path: '/lists/x/members/y', params: {}, body: '{}', operation_id: '1' }],
};

it.each([
  ['get', '/ping', `${API}/ping`],
  ['get', '/lists', `${API}/lists?count=1000`],
  ['get', LIST, listPath],
  ['post', LIST, listPath, bulk],
  ['get', `${LIST}/members`, `${listPath}/members?count=1000`],
  ['post', `${LIST}/members`, `${listPath}/members`, { email_address: 'two@example.org', status: 'subscribed' }],
  ['put', MEMBER, first, member],
  ['patch', MEMBER, first, { vip: true }],
  ['get', MEMBER, first],
  ['get', '/search-members', `${API}/search-members?query=new@example.org`],
  ['get', '/campaigns', `${API}/campaigns?count=1000`],
  ['post', '/batches', `${API}/batches`, batch],
  ['get', '/batches', `${API}/batches`],
] as const)('%s %s is answered as the specification says', async (method, path, url, body?: object) => {
  if (body !== undefined) expectValid(requestSchema(path, method), body);
  const answer = await send(method, url, body);
  expect(answer.statusCode).toBe(200);
  expectValid(answerSchema(path, method, '200', 'application/json'), answer.json());
});

it('tells of a batch as the specification says, in each of its states', async () => {
  const { id } = (await send('post', `${API}/batches`, batch)).json();
  const validate = answerSchema('/batches/{batch_id}', 'get', '200', 'application/json');
  for (const status of ['preprocessing', 'started', 'finalizing', 'finished']) {
    const told = (await send('get', `${API}/batches/${id}`)).json();
    expect(told.status).toBe(status);
    expectValid(validate, told);
  }
  expect((await send('delete', `${API}/batches/${id}`)).statusCode).toBe(204);
});

it('erases and archives without a body', async () => {
  expect((await send('delete', first)).statusCode).toBe(204);
  expect((await send('post', `${first}/actions/delete-permanent`)).statusCode).toBe(204);
});

it.each([
  ['get', MEMBER, `${listPath}/members/nobody@example.org`, 404],
  ['post', LIST, listPath, 400],
  ['delete', '/batches/{batch_id}', `${API}/batches/none`, 404],
] as const)('%s %s fails with a problem document', async (method, path, url, status) => {
  const answer = await send(method, url, method === 'post' ? {} : undefined);
  expect(answer.statusCode).toBe(status);
  expectValid(answerSchema(path, method, 'default', 'application/problem+json'), answer.json());
});

it('would notice an answer of another shape', () => {
  const validate = answerSchema(MEMBER, 'get', '200', 'application/json');
  expect(validate({ status: 'asleep' })).toBe(false);
});

const client = mailchimpClient();

function send(method: 'get' | 'put' | 'patch' | 'post' | 'delete', url: string, body?: object) {
  if (method === 'get') return client.get(url);
  return client.send(method.toUpperCase() as 'PUT' | 'PATCH' | 'POST' | 'DELETE', url, body);
}

function answerSchema(path: string, method: string, status: string, type: string): ValidateFunction {
  return compiled(['paths', path, method, 'responses', status, 'content', type, 'schema']);
}

function requestSchema(path: string, method: string): ValidateFunction {
  return compiled(['paths', path, method, 'requestBody', 'content', 'application/json', 'schema']);
}

/** By reference, so that what the schema itself refers to is found. */
function compiled(place: readonly string[]): ValidateFunction {
  const pointer = place.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
  return ajv.compile({ $ref: `mailchimp#/${pointer}` });
}

function expectValid(validate: ValidateFunction, value: unknown): void {
  validate(value);
  expect(validate.errors ?? []).toEqual([]);
}
