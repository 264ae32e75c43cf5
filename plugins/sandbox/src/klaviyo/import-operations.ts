import { cursorPage } from './cursor-page.js';
import { completedAt, isComplete, runImport } from './import-job.js';
import { invalidInput, notFound } from './klaviyo-error.js';
import { type Answer, type ApiCall, type Operation, ok } from './operation.js';
import { resourceOf, resourcesIn } from './resource-body.js';
import type { ImportJob } from './stored-import.js';
import { absolute, isRecord, linkedOnly, wireInstant } from './wire.js';

const LIMIT = { burst: 10, steady: 150 };
const MOST_PROFILES = 10_000;
const KEPT_MS = 7 * 86_400_000;

export const IMPORTS_2026: readonly Operation[] = [
  {
    id: 'bulk_import_profiles',
    method: 'POST',
    path: '/api/profile-bulk-import-jobs',
    limit: LIMIT,
    handle: startImport,
  },
  {
    id: 'get_bulk_import_profiles_job',
    method: 'GET',
    path: '/api/profile-bulk-import-jobs/:id',
    limit: LIMIT,
    handle: (call) => ok({ data: renderJob(jobOf(call), call.now), links: { self: absolute(call.path) } }),
  },
  {
    id: 'get_errors_for_bulk_import_profiles_job',
    method: 'GET',
    path: '/api/profile-bulk-import-jobs/:id/import-errors',
    limit: LIMIT,
    handle: listErrors,
  },
];

function startImport({ account, body, now, path }: ApiCall): Answer {
  const { attributes, relationships } = resourceOf(body, 'profile-bulk-import-job');
  const profiles = resourcesIn(attributes.profiles, 'profile', '/data/attributes/profiles', MOST_PROFILES);
  if (profiles.length === 0) throw invalidInput('/data/attributes/profiles/data', 'At least one profile is required.');
  const lists = isRecord(relationships.lists)
    ? resourcesIn(relationships.lists, 'list', '/data/relationships/lists', 1)
    : [];
  const listId = lists[0]?.id ?? null;
  if (listId !== null && !account.base.members.has(listId)) throw notFound(`A list with id ${listId}`);
  const job = runImport(account, profiles, listId, now);
  return { status: 202, body: { data: renderJob(job, now), links: { self: absolute(path) } } };
}

function listErrors(call: ApiCall): Answer {
  const { query, path, now } = call;
  const job = jobOf(call);
  const told = isComplete(job, now) ? job.errors : [];
  const { items, links } = cursorPage(told, path, query, { usual: 20, largest: 100, sizable: true });
  const data = items.map(({ id, code, title, detail, pointer, originalPayload }) => ({
    type: 'import-error',
    id,
    attributes: { code, title, detail, source: { pointer }, original_payload: originalPayload },
    links: { self: absolute(`${path}/${id}`) },
  }));
  return ok({ data, links });
}

function jobOf({ account, params }: ApiCall): ImportJob {
  const job = account.jobs.get(params.id ?? '');
  if (job === undefined) throw notFound(`A bulk import job with id ${params.id}`);
  return job;
}

function renderJob(job: ImportJob, now: number) {
  const path = `/api/profile-bulk-import-jobs/${job.id}`;
  const done = isComplete(job, now);
  return {
    type: 'profile-bulk-import-job',
    id: job.id,
    attributes: {
      status: done ? 'complete' : 'processing',
      created_at: wireInstant(job.createdAt),
      total_count: job.total,
      completed_count: done ? job.total - job.errors.length : 0,
      failed_count: done ? job.errors.length : 0,
      completed_at: wireInstant(done ? completedAt(job) : null),
      expires_at: wireInstant(job.createdAt + KEPT_MS),
      started_at: wireInstant(job.createdAt),
    },
    relationships: {
      lists: { data: job.listId === null ? [] : [{ type: 'list', id: job.listId }], ...linkedOnly(path, 'lists') },
      profiles: linkedOnly(path, 'profiles'),
      'import-errors': { links: { related: absolute(`${path}/import-errors`) } },
    },
    links: { self: absolute(path) },
  };
}
