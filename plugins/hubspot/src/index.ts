import { defineConnector } from '@selvedge/connector-api';
import { account, CHANGES, CRM_SCOPES, CRM_V3, crmCapabilities } from '@selvedge/hubspot-crm';

/** HubSpot, everything through CRM v3. */
export default defineConnector({
  ...account,
  scopes: CRM_SCOPES,
  changes: CHANGES,
  capabilities: crmCapabilities(CRM_V3),
});
