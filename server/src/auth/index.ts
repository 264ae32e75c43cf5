export { AuthenticationError, IssuerUnavailableError } from './authentication-error.js';
export { type Authenticate, type AuthenticatorOptions, createAuthenticator } from './authenticator.js';
export { EVERY_SCOPE, type Identity, type RequestHeaders } from './identity.js';
