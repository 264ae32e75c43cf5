import { z } from 'zod';

/** Shortest admin token, characters: 32 of base64 are 192 bits. */
export const LEAST_TOKEN_LENGTH = 32;

/** What a token consists of: what goes through a header as it is. */
export const ADMIN_TOKEN = new RegExp(`^[\\x21-\\x7e]{${LEAST_TOKEN_LENGTH},512}$`);

/** Who may administer the gateway. */
export const admin = z
  .strictObject({
    token: z
      .string()
      .regex(ADMIN_TOKEN, `must be ${LEAST_TOKEN_LENGTH} to 512 printable characters without spaces`)
      .optional()
      .describe(
        `Token that admits to /admin/graphql, at least ${LEAST_TOKEN_LENGTH} characters, e.g. \${SELVEDGE_ADMIN_TOKEN}; ` +
          'default: that variable. Without one nothing is served there, but in a sandbox, where none is asked for',
      ),
  })
  .prefault({})
  .describe('Who may administer the gateway: rollouts, breakers, quotas, audit');
