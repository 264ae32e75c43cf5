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

/** What is done about vendors that fail or are slow. */
export const resilience = z
  .strictObject({
    operationDeadlineMs: number(z.int().min(1))
      .default(10_000)
      .describe('Longest an operation waits for vendors; what is missing then is an error'),
    breaker,
    retries: number(z.int().min(0).max(10)).default(2).describe('Most repeats of one request to a vendor'),
  })
  .prefault({})
  .describe('What is done about vendors that fail or are slow');
