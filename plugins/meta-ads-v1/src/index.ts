import { defineConnector } from '@selvedge/connector-api';
import { marketingApi } from '@selvedge/meta-wire';

/** Meta Marketing API v21.0, as `@selvedge/connector-meta-ads` reads it at v25.0: for accounts that still have to move. */
export default defineConnector(marketingApi('v21.0'));
