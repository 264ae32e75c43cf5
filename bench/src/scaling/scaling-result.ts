import type { Dimension } from './dimension.ts';

/** A gateway of one size. */
export interface MeasuredSize {
  /** Connectors, fields, tenants or workers. */
  count: number;
  /** Microseconds of the server's processor time for each request: one figure for each round, or for each start where there are several. */
  cpuPerRequest: readonly number[];
  /** From its start as a process until it was ready, while others were idle beside it; the median of its starts. */
  startMs: number;
  peakMegabytes: number;
}

/** When and how something was measured. */
export interface Measuring {
  /** ISO 8601 */
  at: string;
  /** Of the gateway: its commit. */
  version: string;
}

export interface DimensionResult {
  name: Dimension['name'];
  /** The size that the others are compared with. */
  from: number;
  /** A request may cost the largest so many times what it costs a gateway of that size. */
  mostGrowth: number;
  /** From the smallest. */
  sizes: readonly MeasuredSize[];
  /** Sizes that could not be measured, each with the reason. */
  absent: readonly { count: number; reason: string }[];
}

/** Starts of a gateway with some connectors and nothing else beside it. */
export interface StartResult {
  connectors: number;
  /** Of each start. */
  startMs: readonly number[];
}

export interface MeasuredDimension extends DimensionResult, Measuring {
  /** Times that each size was started, in so many rounds of turns each. */
  starts: number;
  rounds: number;
  /** Of one turn. */
  seconds: number;
}

export interface ScalingResult {
  node: string;
  machine: string;
  query: string;
  dimensions: readonly MeasuredDimension[];
  start: (StartResult & Measuring) | null;
}
