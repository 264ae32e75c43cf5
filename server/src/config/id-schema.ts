import { z } from 'zod';

/** Name of a connector, tenant or client. */
export const id = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'must be lower-case letters, digits and hyphens, beginning with a letter');
