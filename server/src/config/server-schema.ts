import { z } from 'zod';
import { flag, number } from './from-text.js';

/** Far more than any machine has processors; a port given by mistake is more. */
export const MOST_WORKERS = 1_024;

const ORIGIN = /^https?:\/\/(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:(\d{1,5}|\*))?$/;

const overload = z
  .strictObject({
    enabled: flag().default(true).describe('Whether requests are refused at all before they are looked at'),
    maxInFlight: number(z.int().min(1)).default(1_000).describe('Most requests in work at once, in each process'),
    maxDelayMs: number(z.number().min(1))
      .default(3)
      .describe('Longest that a request waits for the processor while more comes than can be answered'),
  })
  .prefault({})
  .describe('When requests are refused at once, with 503, so that the others are answered in time');

/** Where the gateway listens and who may reach it. */
export const server = z
  .strictObject({
    host: z
      .string()
      .default('127.0.0.1')
      .describe('Address to listen on; 0.0.0.0 for all. The default is reached from this machine alone'),
    port: number(z.int().min(0).max(65_535)).default(4000).describe('Port to listen on; 0 takes any free one'),
    drainMs: number(z.int().min(0)).default(10_000).describe('Longest wait for requests in flight at shutdown'),
    drainDelayMs: number(z.int().min(0))
      .default(0)
      .describe('How long requests are still taken at shutdown, while /readyz already says 503'),
    workers: z
      .preprocess(
        (value) => (typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value),
        z.union([z.literal('auto'), z.int().min(1).max(MOST_WORKERS)]),
      )
      .optional()
      .describe(
        'How many processes serve behind the one address; auto: one for each processor. Default: the gateway is one ' +
          'process, without another that watches it',
      ),
    overload,
    logRequests: flag()
      .default(true)
      .describe('Whether each answered request is a line of the log; failures of the gateway are in any case'),
    allowedOrigins: z
      .array(
        z
          .string()
          .regex(ORIGIN, 'must be an origin such as https://app.example.com: lower case, without a path')
          .refine(isSerialised, 'must be an origin as browsers send it, without the default port'),
      )
      .optional()
      .describe(
        'Origins whose pages may ask from a browser (CORS), e.g. https://app.example.com; outside production also ' +
          'with any port, e.g. http://localhost:*. Default: none in production, else every port of this machine',
      ),
  })
  .prefault({})
  .describe('Where the gateway listens and who may reach it');

/** Browsers send no default port, so an origin that names one would never match. */
function isSerialised(origin: string): boolean {
  const concrete = origin.replace(/:\*$/, ':1');
  return URL.canParse(concrete) && new URL(concrete).origin === concrete;
}
