export { keyHashOf } from './api-keys.js';
export { AuthenticationError, IssuerUnavailableError } from './authentication-error.js';
export { type Authenticate, type AuthenticatorOptions, createAuthenticator } from './authenticator.js';
export type { Identity, RequestHeaders } from './identity.js';
