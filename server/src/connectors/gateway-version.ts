import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** This gateway's own version, which connectors' `gateway` ranges are held against. */
export const GATEWAY_VERSION: string = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))).version;
