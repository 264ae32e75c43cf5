import { defineConnector } from '@selvedge/connector-api';
import { account, capabilitiesOf } from '@selvedge/salesforce-wire';
import { contactUpsert } from './contact-upsert.js';
import { singleRecords } from './single-records.js';

/** Salesforce on API v39: one record a call, queries apart. */
export default defineConnector({
  ...account,
  capabilities: { ...capabilitiesOf(singleRecords), 'contact.upsert': contactUpsert },
});
