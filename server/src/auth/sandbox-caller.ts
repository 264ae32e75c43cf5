import { EVERY_SCOPE } from '../ports/index.js';
import { AuthenticationError } from './authentication-error.js';
import { type Identity, type RequestHeaders, singleHeader } from './identity.js';

/** Who calls a sandbox without a credential: what its `Selvedge-Client` and `Selvedge-Tenant` headers say. */
export function sandboxCaller(headers: RequestHeaders, tenants: ReadonlySet<string>): Identity {
  const client = singleHeader(headers, 'selvedge-client') ?? 'sandbox';
  if (!CLIENT.test(client)) {
    throw new AuthenticationError('Selvedge-Client must be 1 to 64 letters, digits, ".", "_" or "-".', {
      given: false,
    });
  }
  const tenant = singleHeader(headers, 'selvedge-tenant') ?? 'default';
  if (tenant !== 'default' && !tenants.has(tenant)) {
    throw new AuthenticationError('Selvedge-Tenant must name a tenant of the configuration.', { given: false });
  }
  return { tenant, client, scopes: new Set([EVERY_SCOPE]) };
}

const CLIENT = /^[A-Za-z0-9._-]{1,64}$/;
