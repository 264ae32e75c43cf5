import { createHash } from 'node:crypto';
import { type CredentialScheme, credentialHeaders } from '@selvedge/connector-api';
import type { CredentialConfiguration } from '../config/schema.js';
import type { StopSignal } from '../ports/index.js';
import { createTokenCache } from './token-cache.js';
import { createTokenEndpoint } from './token-endpoint.js';

/** What one connection shows its vendor. Connectors never see it: the gateway puts it on their requests. */
export interface Credential {
  /**
   * Headers, in lower case, that carry the credential; at once where there is no token to be issued. Rejects with
   * VendorError: `reauthenticate` when the vendor refused to issue a token, `transient` when it could not be asked; or
   * with the signal's reason.
   */
  headers(signal: StopSignal): Readonly<Record<string, string>> | Promise<Readonly<Record<string, string>>>;
  /** Tells that the vendor refused these headers. Resolves true when asking for `headers` again may help. */
  reject(headers: Readonly<Record<string, string>>): Promise<boolean>;
  /** Changes with the configured secret, reveals nothing of it; part of the scope of cache keys. */
  readonly generation: string;
}

export interface CredentialOptions {
  /** Epoch milliseconds; default the system's clock. */
  now?: () => number;
  /** Whether a token URL may be plain http on this machine, as sandbox vendors are; default false. */
  allowHttp?: boolean;
}

/** Throws TypeError when the configured secret or token URL cannot be used. */
export function createCredential(
  configuration: CredentialConfiguration,
  scheme: CredentialScheme,
  options: CredentialOptions = {},
): Credential {
  const generation = generationOf(configuration);
  const further = furtherHeaders(configuration);
  if (configuration.type === 'token') {
    const headers = Object.freeze({ ...further, ...credentialHeaders(scheme, configuration.token) });
    return new FixedToken(headers, generation);
  }

  const { allowHttp = false, now = Date.now } = options;
  const tokens = createTokenCache(createTokenEndpoint(configuration, { allowHttp, now }), now);
  const carries = (headers: Readonly<Record<string, string>>, token: string) =>
    Object.entries(credentialHeaders(scheme, token)).every(([name, value]) => headers[name] === value);
  return {
    headers: async (signal) => ({ ...further, ...credentialHeaders(scheme, await tokens.get(signal)) }),
    reject: async (headers) => tokens.refuse((token) => carries(headers, token)),
    generation,
  };
}

class FixedToken implements Credential {
  readonly generation: string;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(headers: Readonly<Record<string, string>>, generation: string) {
    this.#headers = headers;
    this.generation = generation;
  }

  headers(): Readonly<Record<string, string>> {
    return this.#headers;
  }

  /** There is no other. */
  async reject(): Promise<boolean> {
    return false;
  }
}

/** In lower case. */
function furtherHeaders({ headers = {} }: CredentialConfiguration): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function generationOf(configuration: CredentialConfiguration): string {
  return createHash('sha256')
    .update(JSON.stringify(Object.entries(configuration).sort()))
    .digest('hex')
    .slice(0, 16);
}
