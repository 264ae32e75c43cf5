import { LIFECYCLE_STAGES, MEMBERSHIP_STATUSES } from '@selvedge/schema';
import { z } from 'zod';
import type { BulkKind, BulkRecord } from '../ports/index.js';

/** One line of an upload: a record, or why it is none. */
export type ReadRecord = { ok: true; record: BulkRecord } | { ok: false; message: string };

/** The vendor's own id of an audience by the graph's; null stands for the account as a whole. */
export type AudienceIdOf = (
  globalId: string | null,
) => { ok: true; value: string | null } | { ok: false; message: string };

/** Longest line that is read, bytes. */
export const LONGEST_LINE = 100 * 1024;

const text = z.string().nullable().optional();
const person = { email: z.string().min(1), givenName: text, familyName: text, phone: text };
const SHAPES = {
  contact: z.strictObject({ ...person, lifecycleStage: z.enum(LIFECYCLE_STAGES).nullable().optional() }),
  audienceMember: z.strictObject({
    ...person,
    audienceId: z.string().nullable(),
    statusIfNew: z.enum(MEMBERSHIP_STATUSES).optional(),
  }),
} as const;

/** Reads newline-delimited JSON (https://jsonlines.org). A bad line is told in its place and costs no other. */
export async function* readRecords(
  kind: BulkKind,
  chunks: AsyncIterable<Uint8Array>,
  audienceIdOf: AudienceIdOf,
): AsyncGenerator<ReadRecord> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE) {
      throw new LineTooLong();
    }
    for (const line of lines) if (line.trim() !== '') yield readLine(kind, line, audienceIdOf);
  }
  rest += decoder.decode();
  if (rest.trim() !== '') yield readLine(kind, rest, audienceIdOf);
}

/** A line that does not end cannot be skipped, so it ends the upload. */
export class LineTooLong extends Error {
  constructor() {
    super(`Expected lines of at most ${LONGEST_LINE} bytes, one JSON object each, but one is longer.`);
    this.name = 'LineTooLong';
  }
}

function readLine(kind: BulkKind, line: string, audienceIdOf: AudienceIdOf): ReadRecord {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { ok: false, message: 'Expected one JSON object a line, but this line is no JSON.' };
  }
  const parsed = SHAPES[kind].safeParse(value);
  if (!parsed.success) {
    return { ok: false, message: parsed.error.issues.map((issue) => describe(issue, kind)).join(' ') };
  }
  const record = withoutUndefined(parsed.data);
  if (!('audienceId' in record)) return { ok: true, record };
  const audience = audienceIdOf(record.audienceId);
  return audience.ok ? { ok: true, record: { ...record, audienceId: audience.value } } : audience;
}

function describe(issue: z.core.$ZodIssue, kind: BulkKind): string {
  if (issue.code === 'unrecognized_keys') {
    const known = Object.keys(SHAPES[kind].shape).join(', ');
    return `Expected the fields ${known}, but got ${issue.keys.map((key) => `"${key}"`).join(', ')}.`;
  }
  const [field] = issue.path;
  if (field === undefined) return 'Expected a JSON object.';
  return `Expected "${String(field)}" to be ${EXPECTED[String(field)] ?? 'a text or null'}.`;
}

const EXPECTED: Readonly<Record<string, string>> = {
  email: 'an e-mail address',
  audienceId: 'the id of an audience, or null for the account as a whole',
  lifecycleStage: `one of ${LIFECYCLE_STAGES.join(', ')}, or null`,
  statusIfNew: `one of ${MEMBERSHIP_STATUSES.join(', ')}`,
};

/** A field given as undefined would overwrite; one left out stays as it is. */
function withoutUndefined(record: object): BulkRecord {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as unknown as BulkRecord;
}
