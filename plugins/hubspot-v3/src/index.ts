import { defineConnector } from '@selvedge/connector-api';
import { account, CHANGES, CRM_2026_03, CRM_SCOPES, crmCapabilities } from '@selvedge/hubspot-crm';

/** HubSpot, everything through the date-based API of March 2026. */
export default defineConnector({
  ...account,
  scopes: CRM_SCOPES,
  changes: CHANGES,
  capabilities: crmCapabilities(CRM_2026_03),
});
