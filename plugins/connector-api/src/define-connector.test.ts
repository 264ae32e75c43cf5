import { expect, it } from 'vitest';
import type { Connector } from './connector.js';
import { defineConnector } from './define-connector.js';

const acme: Connector = {
  id: 'acme-crm',
  baseUrl: 'https://api.acme.test',
  credential: { type: 'bearer' },
  classify: () => null,
  capabilities: { 'contact.byId': { maxBatch: 100, run: async (ids) => ids.map(() => null) } },
};

it('gives the connector back, frozen', () => {
  const connector = defineConnector(acme);
  expect(connector).toEqual(acme);
  expect(Object.isFrozen(connector) && Object.isFrozen(connector.capabilities)).toBe(true);
});

it.each([
  ['an id in upper case', { id: 'Acme' }, /id must match .* but got "Acme"/],
  ['a relative base URL', { baseUrl: '/v1' }, /baseUrl must be an absolute URL, but got "\/v1"/],
  [
    'a batch of none',
    { capabilities: { 'contact.byId': { maxBatch: 0, run: async () => [] } } },
    /maxBatch of contact\.byId must be a whole number of at least 1, but got 0/,
  ],
  [
    "another connector's capability",
    { capabilities: { 'mail/score': { maxBatch: 1, run: async (ids: readonly string[]) => ids } } },
    /a capability of its own must be named "acme-crm\/<name>", but got "mail\/score"/,
  ],
  [
    'a job of none',
    {
      jobs: {
        'contact.import': { maxBatch: 0, start: async () => '1', poll: async () => ({ state: 'running' as const }) },
      },
    },
    /maxBatch of contact\.import must be a whole number of at least 1, but got 0/,
  ],
])('refuses %s, naming the part', (_title, part, message) => {
  expect(() => defineConnector({ ...acme, ...part })).toThrow(message);
});
