import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { tenantOf } from './caller-load.js';

/** Users who hold access tokens of an issuer of their own. */
export interface Users {
  /** For the configuration's `issuers`. */
  readonly issuer: { issuer: string; audience: string; jwksUri: string };
  headersOf(user: number): Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** `scopes`: what each of them may do, parted by spaces. */
export async function createUsers(count: number, scopes: string): Promise<Users> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' }];
  const server = createServer((_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ keys }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const tokens = await Promise.all(
    Array.from({ length: count }, (_, user) =>
      new SignJWT({ client_id: 'app', scope: scopes, tenant: tenantOf(user), sub: `user-${user}` })
        .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'k1' })
        .setIssuer(issuer)
        .setAudience('selvedge')
        .setIssuedAt()
        .setJti(String(user))
        .setExpirationTime('30m')
        .sign(privateKey),
    ),
  );
  return {
    issuer: { issuer, audience: 'selvedge', jwksUri: `${issuer}/jwks` },
    headersOf: (user) => ({ authorization: `Bearer ${tokens[user]}` }),
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
