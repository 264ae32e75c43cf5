import { z } from 'zod';
import { EVERY_SCOPE, SCOPES } from '../ports/index.js';
import { id } from './id-schema.js';

/** Who may ask by API key. */
export const clients = z
  .array(
    z.strictObject({
      id: id.describe('Name of the client, in logs and metrics'),
      tenant: id.describe('Tenant for which it asks'),
      keyHash: z
        .string()
        .regex(/^sha256:[0-9a-f]{64}$/, 'must be sha256:<64 hexadecimal digits>, as `selvedge key` prints it')
        .describe('SHA-256 of its API key, as `selvedge key` prints it; the key itself is kept nowhere'),
      scopes: z.array(z.enum([...SCOPES, EVERY_SCOPE])).describe('What it may do; * stands for everything'),
      traffic: z
        .enum(['interactive', 'bulk'])
        .optional()
        .describe('bulk: nobody waits for its answers, so others go first at the vendors; default: interactive'),
      expires: z.iso.datetime().optional().describe('Instant from which the key is refused; default: never'),
    }),
  )
  .default([])
  .describe('Who may ask, by API key');

/** Whose access tokens are taken. */
export const issuers = z
  .array(
    z.strictObject({
      issuer: z.url().describe('The `iss` of its tokens'),
      audience: z.string().describe('The `aud` that its tokens must have'),
      jwksUri: z.url().optional().describe("Where its keys are; default: from the issuer's metadata"),
      tenantClaim: z.string().default('tenant').describe('Claim that names the tenant'),
    }),
  )
  .default([])
  .describe('OpenID providers whose access tokens (RFC 9068) are taken; their `scope` names the scopes');
