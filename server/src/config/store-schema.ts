import { z } from 'zod';

/** Where the control plane keeps what must outlive a process. */
export const store = z
  .strictObject({
    databaseUrl: z
      .string()
      .optional()
      .describe(`A PostgreSQL that all gateways share, e.g. \${DATABASE_URL}; beats file`),
    file: z
      .string()
      .min(1)
      .optional()
      .describe(
        'SQLite file, for the gateways of one machine; default: selvedge.db beside the configuration; in a sandbox :memory:, which is gone at the end',
      ),
  })
  .prefault({})
  .describe('Where rollouts and their records are kept');
