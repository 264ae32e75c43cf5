import { expect, it } from 'vitest';
import { requestRoute } from './request-route.js';

it.each([
  ['https://api.test/crm/v3/objects/contacts/501?limit=1', 'GET /crm/v3/objects/contacts/:id'],
  ['https://api.test/v19.0/act_1001/insights', 'GET /v19.0/:id/insights'],
  ['https://api.test/lists', 'GET /lists'],
])('leaves ids and queries out of %s', (url, route) => {
  expect(requestRoute({ method: 'GET', url })).toBe(route);
});
