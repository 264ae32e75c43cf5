import { defineConnector } from '@selvedge/connector-api';
import { account, CRM_2026_03, crmCapabilities } from '@selvedge/hubspot-crm';

/** HubSpot, everything through the date-based API of March 2026. */
export default defineConnector({ ...account, capabilities: crmCapabilities(CRM_2026_03) });
