export { type Credential, type CredentialOptions, createCredential } from './credential.js';
export { type WatchedCredential, watched } from './watched-credential.js';
