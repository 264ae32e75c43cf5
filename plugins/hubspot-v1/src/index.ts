import { defineConnector, oneByOne } from '@selvedge/connector-api';
import {
  account,
  CONTACT_FIELD_SETS,
  CRM_V3,
  companyCapabilities,
  consentCapabilities,
  contactEdgeCapabilities,
  dealCapabilities,
  ownerCapabilities,
  PEOPLE_AND_DEALS_SCOPES,
} from '@selvedge/hubspot-crm';
import { contactsByEmail, contactsById } from './legacy-batches.js';
import { legacyErasure } from './legacy-erasure.js';
import { legacyPage } from './legacy-page.js';
import { legacyUpsert } from './legacy-upsert.js';

/** Most ids or addresses in one legacy batch. */
const LEGACY_BATCH = 100;

/** HubSpot, contacts through the legacy v1 API; what that lacks comes through CRM v3. */
export default defineConnector({
  ...account,
  scopes: PEOPLE_AND_DEALS_SCOPES,
  capabilities: {
    'contact.byId': { maxBatch: LEGACY_BATCH, fieldSets: CONTACT_FIELD_SETS, run: contactsById },
    'contact.byEmail': { maxBatch: LEGACY_BATCH, fieldSets: CONTACT_FIELD_SETS, run: contactsByEmail },
    'contact.page': { maxBatch: 1, fieldSets: CONTACT_FIELD_SETS, run: oneByOne(legacyPage) },
    'contact.upsert': legacyUpsert,
    ...contactEdgeCapabilities(CRM_V3),
    ...companyCapabilities(CRM_V3),
    ...dealCapabilities(CRM_V3),
    ...ownerCapabilities(CRM_V3),
    ...consentCapabilities,
    'person.erase': legacyErasure,
  },
});
