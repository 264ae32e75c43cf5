import { z } from 'zod';
import { flag, number } from './from-text.js';

/** What is remembered of vendors' answers, and for how long. */
export const cache = z
  .strictObject({
    enabled: flag().default(true).describe('Whether answers are remembered at all'),
    maxEntries: number(z.int().min(1)).default(50_000).describe('Most answers that are kept in memory'),
    maxBytes: number(z.int().min(1))
      .default(128 * 1024 * 1024)
      .describe('Most bytes that they take in memory, about; the least recently used go first'),
    edge: z
      .strictObject({
        enabled: flag()
          .default(false)
          .describe('Whether whole answers are served again to callers who would get the same; needs the cache'),
        maxBytes: number(z.int().min(1))
          .default(64 * 1024 * 1024)
          .describe('Most bytes that they take in memory, about'),
      })
      .prefault({})
      .describe('Whole answers that are kept ready'),
    staleWhileRevalidateMs: number(z.int().min(0))
      .default(30_000)
      .describe('How long past its freshness an answer is served while it is fetched anew'),
    staleIfErrorMs: number(z.int().min(0))
      .default(600_000)
      .describe('How long past its freshness an answer is served while its vendor fails'),
  })
  .prefault({})
  .describe("What is remembered of vendors' answers");

const breaker = z
  .strictObject({
    windowMs: number(z.int().min(1)).default(10_000).describe('Time over which the failure share is taken'),
    volume: number(z.int().min(1)).default(20).describe('Calls in the window before the failure share counts'),
    failurePercent: number(z.number().min(1).max(100)).default(50).describe('Failure share that opens it'),
    consecutiveFailures: number(z.int().min(1)).default(5).describe('Failures in a row that open it'),
    openMs: number(z.int().min(1)).default(30_000).describe('How long the vendor is left alone before a probe'),
    probes: number(z.int().min(1)).default(3).describe('Successful probes in a row that close it'),
  })
  .prefault({})
  .describe('When a failing vendor is left alone; one breaker per connector version and connection');

const share = (of: string, otherwise: number) =>
  number(z.number().min(0).max(90)).default(otherwise).describe(`Percent of each window that only ${of} may use`);

const quotas = z
  .strictObject({
    enabled: flag().default(true).describe('Whether quotas are kept before a vendor refuses calls for them'),
    reserve: z
      .strictObject({
        interactive: share('callers who wait', 20),
        bulk: share('bulk jobs and bulk clients', 0),
      })
      .prefault({})
      .refine(({ interactive, bulk }) => interactive + bulk <= 90, {
        path: ['bulk'],
        message: 'must be at most 90 percent together with interactive',
      })
      .describe('Share of the vendors’ quotas that is kept free for a kind of traffic'),
    gateways: number(z.int().min(1))
      .default(1)
      .describe(
        'How many gateways call the same accounts, as long as no Redis has told: each takes its share; workers of one are one',
      ),
  })
  .prefault({})
  .describe('How the vendors’ quotas are shared');

/** How much one operation may take, reckoned before it runs. */
export const limits = z
  .strictObject({
    cost: number(z.int().min(1))
      .default(5_000)
      .describe(
        'Most estimated cost of an operation: one for each record of the answer, one for each call to a vendor',
      ),
    vendorCalls: number(z.int().min(1))
      .default(2_500)
      .describe('Most calls to vendors that an operation may be estimated to take'),
  })
  .prefault({})
  .describe('How much one operation may take, reckoned before it runs');

/** How queries are executed. */
export const operations = z
  .strictObject({
    compile: z
      .enum(['repeated', 'always', 'never'])
      .default('repeated')
      .describe('Which queries are compiled to plans: those seen before, all, or none; answers are the same'),
  })
  .prefault({})
  .describe('How queries are executed');

/** What is done about vendors that fail or are slow. */
export const resilience = z
  .strictObject({
    operationDeadlineMs: number(z.int().min(1))
      .default(10_000)
      .describe('Longest an operation waits for vendors; what is missing then is an error'),
    breaker,
    quotas,
    retries: number(z.int().min(0).max(10)).default(2).describe('Most repeats of one request to a vendor'),
  })
  .prefault({})
  .describe('What is done about vendors that fail or are slow');
