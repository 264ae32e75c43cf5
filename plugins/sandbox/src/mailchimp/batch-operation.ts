import type { AccountMembers } from './account-members.js';
import { bulkWrite } from './bulk-write.js';
import { hashOfIdentifier, wireMember } from './member.js';
import { isRecord, parseMember } from './member-input.js';
import { addMember, archiveMember, forgetMember, patchMember, putMember } from './member-writes.js';
import { type FieldError, invalid, notFound, Problem, problemDocument } from './problem.js';

/** One call within a batch. */
export interface BatchOperation {
  method: string;
  /** Below `/3.0`. */
  path: string;
  /** JSON in a string. */
  body: string | undefined;
  operationId: string | undefined;
}

/** What a call within a batch answered, as it stands in the results. */
export interface OperationResult {
  status_code: number;
  operation_id: string | null;
  /** JSON in a string. */
  response: string;
}

/** @throws Problem 400 that names what is wrong with which operation. */
export function parseOperations(body: unknown): BatchOperation[] {
  const operations = isRecord(body) ? body.operations : undefined;
  if (!Array.isArray(operations) || operations.length === 0) {
    throw invalid({ field: 'operations', message: 'This value should not be blank.' });
  }
  const errors: FieldError[] = [];
  const parsed = operations.map((operation: unknown, index) => {
    const { method, path, body: text, operation_id: operationId } = isRecord(operation) ? operation : {};
    const expectText = (field: string, value: unknown, isOptional: boolean): string | undefined => {
      if (typeof value === 'string' || (isOptional && value === undefined)) return value;
      errors.push({ field: `operations.${index}.${field}`, message: 'Schema describes string' });
      return undefined;
    };
    return {
      method: expectText('method', method, false) ?? '',
      path: expectText('path', path, false) ?? '',
      body: expectText('body', text, true),
      operationId: expectText('operation_id', operationId, true),
    };
  });
  if (errors.length > 0) throw invalid(...errors);
  return parsed;
}

/** Runs the operations that write and read members; any other is answered as a path that is not there. */
export function runOperation(members: AccountMembers, operation: BatchOperation, now: number): OperationResult {
  const { status, body } = answerOf(members, operation, now);
  return {
    status_code: status,
    operation_id: operation.operationId ?? null,
    response: body === null ? '' : JSON.stringify(body),
  };
}

interface Answer {
  status: number;
  body: object | null;
}

function answerOf(members: AccountMembers, operation: BatchOperation, now: number): Answer {
  try {
    const body = dispatch(members, operation, now);
    return { status: body === null ? 204 : 200, body };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { status: error.status, body: problemDocument(error) };
  }
}

const PATH = /^\/lists\/([^/]+)(?:\/members(?:\/([^/]+?)(\/actions\/delete-permanent)?)?)?\/?$/;

function dispatch(members: AccountMembers, { method, path, body: text }: BatchOperation, now: number): object | null {
  const [, listId = '', member, forget] = PATH.exec(path) ?? [];
  const hash = hashOfIdentifier(decoded(member ?? ''));
  const body = () => parseJson(text);
  switch (`${method} ${kindOf(path, member, forget)}`) {
    case 'POST list':
      return bulkWrite(members, listId, body(), now);
    case 'POST members':
      return wireMember(addMember(members, listId, parseMember(body()), now));
    case 'PUT member':
      return wireMember(putMember(members, listId, hash, parseMember(body()), now));
    case 'PATCH member':
      return wireMember(patchMember(members, listId, hash, parseMember(body()), now));
    case 'GET member': {
      const found = members.find(listId, hash);
      if (found === null) throw notFound();
      return wireMember(found);
    }
    case 'DELETE member':
      archiveMember(members, listId, hash, now);
      return null;
    case 'POST forget':
      forgetMember(members, listId, hash);
      return null;
    default:
      throw notFound();
  }
}

function kindOf(path: string, member: string | undefined, forget: string | undefined): string {
  if (forget !== undefined) return 'forget';
  if (member !== undefined) return 'member';
  if (!PATH.test(path)) return 'unknown';
  return /\/members\/?$/.test(path) ? 'members' : 'list';
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw notFound();
  }
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    throw new Problem(400, 'JSON Parse Error', 'We encountered an unspecified JSON parsing error.');
  }
}
