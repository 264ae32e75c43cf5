import { type Call, invalid, type JobImplementation, VendorError } from '@selvedge/connector-api';
import { collectionOf, nextCursor, send, text } from '@selvedge/klaviyo-wire';
import type { ImportedRecord } from '@selvedge/schema';
import { z } from 'zod';
import { dialect } from './dialect.js';
import { type ImportPart, PROFILES_AT_ONCE, planImport } from './import-parts.js';

/**
 * Bulk import. The reference holds the ids of Klaviyo's jobs, one a list and 5 MB. Klaviyo tells what failed; of what
 * did not, it tells neither the id nor whether it was new without a request for each hundred.
 */
export const importMembers: JobImplementation<'audienceMember.import'> = {
  maxBatch: PROFILES_AT_ONCE,

  async start(inputs, call) {
    const jobIds: string[] = [];
    for (const part of planImport(inputs).parts) jobIds.push(await startJob(part, call));
    return jobIds.join(SEPARATOR);
  },

  async poll(reference, inputs, call) {
    const { parts, refused } = planImport(inputs);
    const jobIds = reference === '' ? [] : reference.split(SEPARATOR);
    if (jobIds.length !== parts.length) {
      throw invalid(`Expected a reference to ${parts.length} jobs of Klaviyo, but got one to ${jobIds.length}.`);
    }
    const jobs = await Promise.all(jobIds.map((jobId) => readJob(jobId, call)));
    if (jobs.some(({ status }) => status === 'queued' || status === 'processing')) {
      const done = jobs.reduce((sum, job) => sum + (job.completed_count ?? 0) + (job.failed_count ?? 0), 0);
      return { state: 'running', done };
    }
    const outcomes: (ImportedRecord | Error)[] = inputs.map((_, index) => refused.get(index) ?? IMPORTED);
    for (const [at, part] of parts.entries()) {
      const failures = await failuresOf(part, jobIds[at] ?? '', jobs[at], call);
      for (const [index, failure] of failures) outcomes[index] = failure;
    }
    return { state: 'finished', outcomes };
  },
};

const SEPARATOR = ',';
const PATH = '/api/profile-bulk-import-jobs';
const IMPORTED: ImportedRecord = { id: null, created: null };
const ERRORS_AT_ONCE = 100;

const jobSchema = z.object({
  status: z.string(),
  completed_count: z.number().nullish(),
  failed_count: z.number().nullish(),
});
type Job = z.output<typeof jobSchema>;

const errorSchema = z.object({
  attributes: z.object({
    code: text,
    title: text,
    source: z.object({ pointer: text }).nullish(),
    original_payload: z.object({ email: text }).nullish().catch(null),
  }),
});
type ImportError = z.output<typeof errorSchema>['attributes'];

async function startJob({ listId, profiles }: ImportPart, call: Call): Promise<string> {
  const lists = listId === null ? {} : { relationships: { lists: { data: [{ type: 'list', id: listId }] } } };
  const { body } = await send(call, dialect, {
    method: 'POST',
    path: PATH,
    json: { data: { type: 'profile-bulk-import-job', attributes: { profiles: { data: profiles } }, ...lists } },
    answer: z.object({ data: z.object({ id: z.string().min(1) }) }),
  });
  return body.data.id;
}

async function readJob(jobId: string, call: Call): Promise<Job> {
  const { body } = await send(call, dialect, {
    path: `${PATH}/${encodeURIComponent(jobId)}`,
    answer: z.object({ data: z.object({ attributes: jobSchema }) }),
  });
  return body.data.attributes;
}

/** Failures by the index of the input. */
async function failuresOf(
  part: ImportPart,
  jobId: string,
  job: Job | undefined,
  call: Call,
): Promise<Map<number, Error>> {
  if (job?.status !== 'complete') {
    const message = `Klaviyo ended the import as ${JSON.stringify(job?.status)}, so that what became of the member is unknown.`;
    return new Map(part.indices.map((index) => [index, new VendorError({ class: 'transient', message })]));
  }
  const failures = new Map<number, Error>();
  if (job.failed_count === 0) return failures;
  for (const error of await readErrors(jobId, call)) {
    for (const index of inputsOf(error, part)) failures.set(index, failureOf(error));
  }
  return failures;
}

async function readErrors(jobId: string, call: Call): Promise<readonly ImportError[]> {
  const errors: ImportError[] = [];
  let after: string | null = null;
  do {
    const { body }: { body: z.output<typeof errorsSchema> } = await send(call, dialect, {
      path: `${PATH}/${encodeURIComponent(jobId)}/import-errors`,
      query: dialect.paging.query({ first: ERRORS_AT_ONCE, after }, ERRORS_AT_ONCE),
      answer: errorsSchema,
    });
    errors.push(...body.data.map(({ attributes }) => attributes));
    after = nextCursor(body.links);
  } while (after !== null);
  return errors;
}

const errorsSchema = collectionOf(errorSchema);

/** By the pointer where it names a profile, else by the address. An error about nobody in particular is everybody's. */
function inputsOf({ source, original_payload: payload }: ImportError, { indices, profiles }: ImportPart) {
  const [, position] = /\/data\/(\d+)(?:\/|$)/.exec(source?.pointer ?? '') ?? [];
  const pointed = position === undefined ? undefined : indices[Number(position)];
  if (pointed !== undefined) return [pointed];
  const email = payload?.email?.toLowerCase();
  if (email === undefined) return indices;
  return indices.filter((_, at) => profiles[at]?.attributes.email === email);
}

function failureOf({ code, title, source }: ImportError): VendorError {
  const place = source?.pointer ? ` (${source.pointer})` : '';
  return invalid(`Klaviyo refused the member: ${title ?? 'no reason given'}${place}`, code ?? undefined);
}
