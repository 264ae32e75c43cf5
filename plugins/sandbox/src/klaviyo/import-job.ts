import { randomUUID } from 'node:crypto';
import type { Account } from './account.js';
import { KlaviyoError } from './klaviyo-error.js';
import { upsertProfile } from './profile-writes.js';
import type { ResourceInput } from './resource-body.js';
import type { ImportError, ImportJob } from './stored-import.js';

/** How long the sandbox's jobs are worked on. */
const DURATION_MS = 250;

/** Where a job stands at a time. Its profiles are written when it is made, its outcome is told when it is done. */
export function isComplete(job: ImportJob, now: number): boolean {
  return now >= completedAt(job);
}

export function completedAt(job: ImportJob): number {
  return job.createdAt + DURATION_MS;
}

/** Imports what can be; a profile that is refused is told in the job's errors. */
export function runImport(
  account: Account,
  profiles: readonly ResourceInput[],
  listId: string | null,
  now: number,
): ImportJob {
  const errors: ImportError[] = [];
  for (const [at, profile] of profiles.entries()) {
    const pointer = `/data/attributes/profiles/data/${at}/attributes`;
    try {
      const written = upsertProfile(account, profile, { revision: '2026-07-15', now, pointer });
      if (listId !== null) account.join(listId, written.profile.id, now);
    } catch (error) {
      if (!(error instanceof KlaviyoError)) throw error;
      const { code, title, detail, source } = error.complaint;
      const place = source?.pointer?.startsWith(pointer) ? source.pointer : pointer;
      errors.push({ id: randomUUID(), code, title, detail, pointer: place, originalPayload: profile.attributes });
    }
  }
  const job = { id: account.nextId(), listId, total: profiles.length, errors, createdAt: now };
  account.jobs.set(job.id, job);
  return job;
}
