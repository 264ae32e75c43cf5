import type { FastifyRequest } from 'fastify';
import type { Table } from '../table.js';

/** What the legacy contact routes share. */
export interface ContactScope {
  table(request: FastifyRequest): Table;
  /** Epoch milliseconds. */
  now: () => number;
}
