import type { AudienceMemberUpsert } from './audience-member.js';
import type { ContactUpsert } from './contact.js';
import type { PerformanceInput, PerformanceRowRecord } from './performance.js';

/** One record of an import that outlives a call. */
export interface ImportedRecord {
  /** Vendor's id; null when the vendor does not tell it. */
  id: string | null;
  /** Whether it was new; null when the vendor does not tell. */
  created: boolean | null;
}

/**
 * Vendor work that outlives a call, by name: what one input asks and what one output is. A name that is a capability too
 * is served both ways, with the same values.
 */
export interface Jobs {
  'contact.import': { input: ContactUpsert; output: ImportedRecord };
  'audienceMember.import': { input: AudienceMemberUpsert; output: ImportedRecord };
  'performance.report': { input: PerformanceInput; output: readonly PerformanceRowRecord[] };
}

export type JobName = keyof Jobs;
export type JobInput<J extends JobName> = Jobs[J]['input'];
export type JobOutput<J extends JobName> = Jobs[J]['output'];

/** Every job; a record, so that the compiler sees to it that none is left out. */
export const JOBS: Readonly<Record<JobName, true>> = {
  'contact.import': true,
  'audienceMember.import': true,
  'performance.report': true,
};

/** Whether a string names a job. */
export function isJob(name: string): name is JobName {
  return Object.hasOwn(JOBS, name);
}
