import { defineConnector } from '@selvedge/connector-api';
import { account, companyCapabilities, contactEdgeCapabilities, dealCapabilities } from '@selvedge/hubspot-crm';
import { contactCapabilities } from './contact-capabilities.js';

/** HubSpot, everything through CRM v3. */
export default defineConnector({
  ...account,
  capabilities: { ...contactCapabilities, ...contactEdgeCapabilities, ...companyCapabilities, ...dealCapabilities },
});
