import type { GraphQLFormattedError } from 'graphql';
import { type GraphQLError, type GraphQLSchema, getOperationAST, getVariableValues } from 'graphql';
import type { Metrics } from '../telemetry/index.js';
import {
  Abandoned,
  executePlan,
  formatErrors,
  NotPlanned,
  type OperationPlan,
  type PlannedResult,
} from './compiled/index.js';
import type { KnownOperation } from './known-operation.js';
import type { KnownTexts } from './known-texts.js';
import { OperationAnswer } from './operation-answer.js';
import type { OperationContext } from './operation-context.js';

/** A request whose operation has a plan already. */
export interface DirectRequest {
  known: KnownOperation;
  plan: OperationPlan;
  given: Record<string, unknown> | undefined;
  /** Coerced. */
  variables: Record<string, unknown>;
}

export interface DirectAnswer {
  status: number;
  /** By lower-case name; without the content type, which is the caller's choice. */
  headers: Record<string, string>;
  body: string;
  operationName: string | undefined;
  errorCodes: readonly string[];
}

/**
 * The short way of queries that have a plan: text → document → plan → text of the answer, without Apollo Server's pipeline,
 * which would look up and decide for each request what is the same for all of them. Answers what it would answer.
 */
export interface Direct<C> {
  /** Null for whatever Apollo Server is to look at. `body`: as it was parsed. */
  prepare(body: unknown): DirectRequest | null;
  /** Null when Apollo Server is to go on, with the same context. Rejects with Abandoned when the caller has gone. */
  answer(request: DirectRequest, context: C): Promise<DirectAnswer | null>;
}

export interface DirectOptions {
  view: GraphQLSchema;
  known: KnownTexts;
  mask: (formatted: GraphQLFormattedError, error: GraphQLError) => GraphQLFormattedError;
  begin: (context: OperationContext) => OperationAnswer;
  major: number;
  metrics: Metrics;
}

export function createDirect({ view, known, mask, begin, major, metrics }: DirectOptions): Direct<OperationContext> {
  return {
    prepare(body) {
      if (!isPlainQuery(body)) return null;
      const { query, extensions } = body;
      const document = query === undefined ? known.persisted(hashIn(extensions)) : known.documentOf(query);
      if (document === undefined) return null;
      // By the operation's own name, as there are no more of those than the document has, whatever a caller asks for.
      const asked = getOperationAST(document, body.operationName);
      if (!asked) return null;
      const operation = known.of(document, asked.name?.value);
      const definitions = asked.variableDefinitions ?? [];
      const given = body.variables ?? undefined;
      const { coerced } =
        definitions.length === 0 ? { coerced: {} } : getVariableValues(view, definitions, given ?? {});
      const plan = coerced === undefined ? null : operation.plans.for(coerced);
      return plan === null || coerced === undefined ? null : { known: operation, plan, given, variables: coerced };
    },

    async answer({ known: operation, plan, given, variables }, context) {
      const answer = begin(context);
      context.answer = answer;
      try {
        answer.resolve(operation, given);
      } catch {
        return null;
      }
      let executed: PlannedResult;
      try {
        executed = await executePlan(plan, context, variables, undefined, context.gone);
      } catch (error) {
        if (error instanceof Abandoned) {
          context.finish();
          answer.count('failed');
        }
        if (!(error instanceof NotPlanned)) throw error;
        operation.plans.notPlanned();
        context.trail.rewind();
        return null;
      }
      metrics.executed({ major, by: 'plan' });
      context.finish();
      return written(answer, executed, operation);
    },
  };

  function written(answer: OperationAnswer, executed: PlannedResult, { operation }: KnownOperation): DirectAnswer {
    const headers = answer.headers();
    const operationName = operation?.name?.value;
    const extensions = answer.extensions();
    const end = extensions === null ? '}\n' : `,"extensions":${JSON.stringify(extensions)}}\n`;
    const { errors } = executed;
    if (errors.length === 0) {
      answer.count('ok');
      return { status: 200, headers, body: executed.text('{"data":', end), operationName, errorCodes: [] };
    }
    const { errors: formatted, http } = formatErrors(errors, mask);
    for (const [name, value] of http.headers) headers[name] = value;
    answer.count(executed.isNull ? 'failed' : 'partial');
    return {
      status: http.status ?? 200,
      headers,
      body: executed.text(`{"errors":${JSON.stringify(formatted)},"data":`, end),
      operationName,
      errorCodes: [...new Set(formatted.map(({ extensions: of }) => String(of?.code)))],
    };
  }
}

interface PlainQuery {
  /** Left out by who asks for a persisted query. */
  query?: string;
  operationName?: string | null;
  variables?: Record<string, unknown> | null;
  extensions?: Record<string, unknown> | null;
}

/** Whether the body asks for an operation by its text, or by the hash of one alone. */
function isPlainQuery(body: unknown): body is PlainQuery {
  if (!isRecord(body)) return false;
  const { query, operationName, variables, extensions } = body;
  if (query !== undefined && typeof query !== 'string') return false;
  if (isGiven(operationName) && typeof operationName !== 'string') return false;
  if (isGiven(variables) && !isRecord(variables)) return false;
  if (isGiven(extensions) && !isRecord(extensions)) return false;
  // What else clients say in extensions, such as their name and version, changes no answer.
  return query === undefined ? hashIn(extensions) !== '' : !isGiven(persistedQueryIn(extensions));
}

/** The hash of a persisted query; empty where none is asked for in the way that is known. */
function hashIn(extensions: unknown): string {
  const persisted = persistedQueryIn(extensions);
  if (!isRecord(persisted) || persisted.version !== 1) return '';
  return typeof persisted.sha256Hash === 'string' ? persisted.sha256Hash : '';
}

function persistedQueryIn(extensions: unknown): unknown {
  return isRecord(extensions) ? extensions.persistedQuery : undefined;
}

function isGiven(value: unknown): boolean {
  return value !== undefined && value !== null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
