import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SalesforceClient } from './testing/salesforce-client.js';

interface PublishedRequest {
  method: string;
  url: string;
}

const ADA = '0035g0000000001AAA';
const CONTACT = { attributes: { type: 'Contact' }, LastName: 'Published' };

/** What stands in the place of a published request's variables, its body, and why its path is another here. */
const REQUESTS: Readonly<
  Record<
    string,
    { status: number; fill?: Readonly<Record<string, string>>; body?: object; otherPath?: [string, string] }
  >
> = {
  'rest/query': { status: 200 },
  'rest/queryall': { status: 200 },
  'rest/limit': { status: 200 },
  'rest/sobject_create': { status: 201, body: { LastName: 'Published' } },
  'rest/sobject_rows': { status: 200 },
  'rest/sobject_rows_update': { status: 204, body: { FirstName: 'A.' } },
  'rest/sobject_rows_delete': { status: 204 },
  'rest/sobject_rows_by_external_id': {
    status: 200,
    fill: { '<FIELD_NAME>': 'Email_Key__c', '<FIELD_VALUE>': 'ada.byron@example.org' },
  },
  'composite/sobject_collections_create': { status: 200, body: { allOrNone: false, records: [CONTACT] } },
  'composite/sobject_collections_retrieve': { status: 200, fill: { '?ids&fields': `?ids=${ADA}&fields=Id` } },
  'composite/sobject_collections_update': {
    status: 200,
    body: { allOrNone: false, records: [{ ...CONTACT, id: ADA }] },
    otherPath: ['/<SOBJECT_API_NAME>', 'Records name their own types: the reference has no type in the path.'],
  },
  'composite/sobject_collections_delete': {
    status: 200,
    fill: { '?ids&allOrNone': `?ids=${ADA}&allOrNone=false` },
    otherPath: ['/<SOBJECT_API_NAME>', 'Ids name their own types: the reference has no type in the path.'],
  },
};

test.each(Object.entries(REQUESTS))('the published request %s is answered', async (name, expected) => {
  const { method, url } = JSON.parse(
    readFileSync(new URL(`../../specs/salesforce/${name}.json`, import.meta.url), 'utf8'),
  ) as PublishedRequest;
  const variables = {
    '{{_endpoint}}': '',
    '{{version}}': '66.0',
    ...(expected.otherPath ? { [expected.otherPath[0]]: '' } : {}),
    '<SOBJECT_API_NAME>': 'Contact',
    '<RECORD_ID>': ADA,
    ...expected.fill,
  };
  const path = Object.entries(variables).reduce((text, [name, value]) => text.replace(name, value), url);
  expect(path).not.toMatch(/[{<]/);
  const call = expected.body === undefined ? {} : { body: expected.body };
  const { status, json } = await new SalesforceClient().call(`${method} ${path}`, call);
  expect({ status, json }).toMatchObject({ status: expected.status });
});

test('the published token request names the grant that is issued a token', () => {
  const item = JSON.parse(
    readFileSync(new URL('../../specs/salesforce/auth/jwt_bearer_token_flow.json', import.meta.url), 'utf8'),
  ) as PublishedRequest & { data: { key: string; value: string }[] };
  expect([item.method, item.url]).toEqual(['POST', '{{url}}{{site}}/services/oauth2/token']);
  expect(item.data.map(({ key }) => key)).toEqual(['grant_type', 'assertion']);
  expect(item.data[0]?.value).toBe('urn:ietf:params:oauth:grant-type:jwt-bearer');
});
