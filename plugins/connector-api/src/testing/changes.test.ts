import { expect, it } from 'vitest';
import type { Connector } from '../connector.js';
import { checkChanges } from './changes.js';

const connector = (changes: Connector['changes']) =>
  ({
    id: 'crm',
    capabilities: { 'contact.byId': { maxBatch: 1, run: async () => [] } },
    ...(changes === undefined ? {} : { changes }),
  }) as unknown as Connector;
const fields = new Set(['Contact.phones']);

it('takes changes of fields that were answered and of capabilities, and none at all', () => {
  expect(() => checkChanges(connector(undefined), fields)).not.toThrow();
  expect(() => checkChanges(connector({ '2.0.0': ['Contact.phones', 'contact.byId'] }), fields)).not.toThrow();
});

it('refuses a name that nothing bears', () => {
  expect(() => checkChanges(connector({ '2.0.0': ['Contact.phone', 'contact.byPhone'] }), fields)).toThrow(
    'got Contact.phone, contact.byPhone',
  );
});
