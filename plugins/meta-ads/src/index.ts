import { defineConnector } from '@selvedge/connector-api';
import { marketingApi } from '@selvedge/meta-wire';

/** Meta Marketing API v25.0: campaigns, ad sets and ads of one ad account, and what they cost and brought. */
export default defineConnector(marketingApi('v25.0'));
