export { type Credential, type CredentialOptions, createCredential } from './credential.js';
