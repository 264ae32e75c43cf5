import { MEMBER_STATUSES, type Member, type MemberStatus } from './member.js';
import { type FieldError, invalid, Problem } from './problem.js';

/** What a caller may set on a member; absent keys leave what is there. */
export interface MemberInput {
  emailAddress?: string;
  status?: MemberStatus;
  statusIfNew?: MemberStatus;
  mergeFields?: Record<string, string | number>;
  emailType?: string;
  language?: string;
  vip?: boolean;
}

/** @throws Problem 400 that names each field of the wrong type. */
export function parseMember(body: unknown): MemberInput {
  if (!isRecord(body)) throw new Problem(400, 'JSON Parse Error', 'We encountered an unspecified JSON parsing error.');
  const errors: FieldError[] = [];
  const read = <T>(field: string, isValid: (value: unknown) => value is T, expected: string): T | undefined => {
    const value = body[field];
    if (value === undefined || isValid(value)) return value;
    errors.push({ field, message: `Schema describes ${expected}, ${typeOf(value)} found instead` });
    return undefined;
  };
  const input = {
    emailAddress: read('email_address', isString, 'string'),
    status: read('status', isStatus, `one of ${MEMBER_STATUSES.join(', ')}`),
    statusIfNew: read('status_if_new', isStatus, `one of ${MEMBER_STATUSES.join(', ')}`),
    mergeFields: read('merge_fields', isMergeFields, 'object of strings and numbers'),
    emailType: read('email_type', isString, 'string'),
    language: read('language', isString, 'string'),
    vip: read('vip', isBoolean, 'boolean'),
  };
  if (input.emailAddress !== undefined && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(input.emailAddress)) {
    const detail = `${input.emailAddress} looks fake or invalid, please enter a real email address.`;
    throw new Problem(400, 'Invalid Resource', detail);
  }
  if (errors.length > 0) throw invalid(...errors);
  return Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined));
}

export function applyInput(member: Member, input: MemberInput, now: number): Member {
  const { mergeFields, statusIfNew: _, ...plain } = input;
  return { ...member, ...plain, mergeFields: { ...member.mergeFields, ...mergeFields }, lastChanged: now };
}

export function newMember(listId: string, emailAddress: string, now: number): Member {
  return {
    listId,
    emailAddress,
    status: 'subscribed',
    mergeFields: { FNAME: '', LNAME: '', PHONE: '', HUBSPOTID: '' },
    emailType: 'html',
    language: '',
    vip: false,
    signedUpAt: now,
    lastChanged: now,
  };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isString(value: unknown): value is string {
  return typeof value === 'string';
}

function isBoolean(value: unknown): value is boolean {
  return typeof value === 'boolean';
}

function isStatus(value: unknown): value is MemberStatus {
  return MEMBER_STATUSES.some((status) => status === value);
}

function isMergeFields(value: unknown): value is Record<string, string | number> {
  return (
    isRecord(value) && Object.values(value).every((field) => typeof field === 'string' || typeof field === 'number')
  );
}

function typeOf(value: unknown): string {
  if (value === null) return 'NULL';
  return Array.isArray(value) ? 'array' : typeof value === 'string' ? JSON.stringify(value) : typeof value;
}
