import { gunzipSync } from 'node:zlib';
import { malformed, VendorError } from '@selvedge/connector-api';
import { z } from 'zod';
import { classify } from './classify.js';
import { refusal } from './refusal.js';
import { tarFiles } from './tar-files.js';

/**
 * What became of a batch's operations, by their ids: null for one that succeeded. `archive`: the tar.gz of JSON files
 * that Mailchimp packs results into. Throws `malformed` for anything else.
 */
export function batchResults(archive: Uint8Array): ReadonlyMap<string, VendorError | null> {
  const results = filesOf(archive).flatMap((text) => parse(z.array(resultSchema), text));
  return new Map(results.map((result) => [result.operation_id ?? '', failureOf(result)]));
}

/** Far more than results of the largest job, and little enough to be held. */
const MAX_UNPACKED_BYTES = 256 * 1024 * 1024;

const resultSchema = z.object({
  status_code: z.int(),
  operation_id: z.string().nullish(),
  /** JSON in a string. */
  response: z.string().catch(''),
});
const problemSchema = z.object({ title: z.string(), detail: z.string().catch('') });

function filesOf(archive: Uint8Array): string[] {
  try {
    return tarFiles(gunzipSync(archive, { maxOutputLength: MAX_UNPACKED_BYTES }));
  } catch (cause) {
    if (VendorError.is(cause)) throw cause;
    throw malformed('Expected the results of the batch as a tar.gz, but they could not be unpacked.', { cause });
  }
}

function failureOf({ status_code: status, response }: z.output<typeof resultSchema>): VendorError | null {
  if (status >= 200 && status < 300) return null;
  const body = readJson(response);
  const problem = problemSchema.safeParse(body).data;
  if (status === 400 && problem !== undefined) return refusal(problem.detail, problem.title);
  const failure = classify({ status, headers: new Headers(), body });
  return failure === null ? null : new VendorError(failure);
}

function parse<T>(schema: z.ZodType<T>, text: string): T {
  const parsed = schema.safeParse(readJson(text));
  if (parsed.success) return parsed.data;
  throw malformed("Expected a list of results in each file of the batch's archive, but got another shape.");
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
