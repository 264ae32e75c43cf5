import { expect, it } from 'vitest';
import { requestRoute } from './request-route.js';

it.each([
  ['/crm/v3/objects/contacts/501?limit=1', 'GET /crm/v3/objects/contacts/:id'],
  ['/v19.0/act_1001/insights', 'GET /v19.0/:id/insights'],
  ['/lists', 'GET /lists'],
])('leaves ids and queries out of %s', (path, route) => {
  expect(requestRoute({ method: 'GET', path })).toBe(route);
});
