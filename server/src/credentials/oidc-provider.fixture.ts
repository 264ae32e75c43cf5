import { generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Configuration, Provider } from 'oidc-provider';

export const CLIENT = { clientId: 'gateway', clientSecret: 'a-secret-that-no-message-may-show' };
export const AUDIENCE = 'https://selvedge.test/graph';

export interface TestIssuer extends AsyncDisposable {
  /** Issuer identifier, `http://127.0.0.1:<port>`. */
  issuer: string;
  tokenUrl: string;
  /** Paths asked so far, in order. */
  paths: string[];
  /** The key that signs tokens at present. */
  signingKey(): { kid: string; privateKey: KeyObject };
  /** Replaces the provider by one with another signing key. */
  rotateKeys(): void;
  /** A JWT access token by client credentials. */
  accessToken(resource?: string): Promise<string>;
  /** A refresh token as the authorization code flow ends with. */
  refreshToken(): Promise<string>;
  /** Answers every request in the provider's place; null hands back to it. */
  intercept(listener: RequestListener | null): void;
}

/** A real OpenID provider on an ephemeral port of this machine. */
export async function startIssuer(accessTokenSeconds = 3600): Promise<TestIssuer> {
  const paths: string[] = [];
  let intercepted: RequestListener | null = null;
  let key = createSigningKey();
  let provider: Provider;
  const server = createServer((request, response) => {
    paths.push(request.url ?? '');
    const listener = intercepted ?? provider.callback();
    return listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  provider = createProvider(issuer, key, accessTokenSeconds);

  return {
    issuer,
    tokenUrl: `${issuer}/token`,
    paths,
    signingKey: () => key,
    rotateKeys() {
      key = createSigningKey();
      provider = createProvider(issuer, key, accessTokenSeconds);
    },
    async accessToken(resource = AUDIENCE) {
      const response = await fetch(`${issuer}/token`, {
        method: 'POST',
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          client_id: CLIENT.clientId,
          client_secret: CLIENT.clientSecret,
          scope: 'crm:read email:read',
          resource,
        }),
      });
      const { access_token } = (await response.json()) as { access_token: string };
      return access_token;
    },
    async refreshToken() {
      const client = await provider.Client.find(CLIENT.clientId);
      if (client === undefined) throw new Error('The fixture has no client.');
      const grant = new provider.Grant({ accountId: 'ada', clientId: CLIENT.clientId });
      grant.addOIDCScope('openid offline_access');
      const grantId = await grant.save();
      const token = new provider.RefreshToken({
        accountId: 'ada',
        client,
        grantId,
        gty: 'authorization_code',
        scope: 'openid offline_access',
      });
      return token.save();
    },
    intercept(listener) {
      intercepted = listener;
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function createSigningKey(): { kid: string; privateKey: KeyObject } {
  return { kid: randomUUID(), privateKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey };
}

function createProvider(issuer: string, key: { kid: string; privateKey: KeyObject }, accessTokenSeconds: number) {
  const configuration: Configuration = {
    jwks: { keys: [{ ...key.privateKey.export({ format: 'jwk' }), kid: key.kid, alg: 'ES256', use: 'sig' }] },
    clients: [
      {
        client_id: CLIENT.clientId,
        client_secret: CLIENT.clientSecret,
        grant_types: ['client_credentials', 'refresh_token', 'authorization_code'],
        redirect_uris: ['http://127.0.0.1/callback'],
        token_endpoint_auth_method: 'client_secret_post',
        id_token_signed_response_alg: 'ES256',
      },
    ],
    scopes: ['openid', 'offline_access'],
    ttl: { AccessToken: accessTokenSeconds, ClientCredentials: accessTokenSeconds, Grant: 3600, RefreshToken: 3600 },
    rotateRefreshToken: true,
    cookies: { keys: ['fixture'] },
    extraTokenClaims: () => ({ tenant: 'acme' }),
    findAccount: (_context, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_context, resource) => ({
          audience: resource,
          scope: 'crm:read email:read',
          accessTokenFormat: 'jwt',
          accessTokenTTL: accessTokenSeconds,
          jwt: { sign: { alg: 'ES256' } },
        }),
      },
    },
  };
  return new Provider(issuer, configuration);
}
