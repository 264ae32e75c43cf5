import type { Configuration } from '../../config/schema.js';
import { type AdminToken, createAdminToken } from './admin-token.js';

/**
 * Who is admitted to the admin endpoint. `nobody`: it does not exist. `anybody`: a sandbox without a token, which listens on
 * loopback alone and asks nobody who they are anywhere else either; a token made at each start would have to be copied to every
 * shell, and guard nothing that the public endpoint beside it does not give away.
 */
export type Admission =
  | { readonly kind: 'nobody' }
  | { readonly kind: 'anybody' }
  | { readonly kind: 'token'; readonly token: AdminToken };

/** The configured token counts before the environment's. @throws Error when the environment's token is too short. */
export function admissionOf(
  { admin, mode }: Pick<Configuration, 'admin' | 'mode'>,
  env: Readonly<Record<string, string | undefined>>,
): Admission {
  const secret = admin.token ?? env.SELVEDGE_ADMIN_TOKEN;
  if (secret !== undefined && secret !== '') return { kind: 'token', token: createAdminToken(secret) };
  return { kind: mode === 'sandbox' ? 'anybody' : 'nobody' };
}
