import { defineConnector } from '@selvedge/connector-api';
import { account, capabilitiesOf } from '@selvedge/salesforce-wire';
import { collections } from './collections.js';
import { contactUpsert } from './contact-upsert.js';

/** Salesforce on API v66: reads and writes through sObject Collections. */
export default defineConnector({
  ...account,
  capabilities: { ...capabilitiesOf(collections), 'contact.upsert': contactUpsert },
});
