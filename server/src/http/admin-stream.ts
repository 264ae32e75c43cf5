import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type DocumentNode,
  type ExecutionResult,
  execute,
  GraphQLError,
  type GraphQLFormattedError,
  getOperationAST,
  type OperationDefinitionNode,
  parse,
  subscribe,
  validate,
} from 'graphql';
import type { AdminContext, AdminStreams } from '../admin/index.js';
import type { AdminMetrics } from '../telemetry/index.js';
import { sendEvents } from './event-stream.js';
import { RequestRefusal } from './request-refusal.js';

export interface AdminStreamOptions {
  contextOf(request: FastifyRequest): AdminContext;
  metrics: AdminMetrics;
}

/** Whether the answer is to be a stream of events. */
export function wantsStream({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  return headers.accept?.includes('text/event-stream') ?? false;
}

/** Answers operations of admins by streams of events; what is wrong with one is its only event. */
export function createAdminStream(
  streams: AdminStreams,
  { contextOf, metrics }: AdminStreamOptions,
): (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply> {
  const { schema, mask } = streams;

  async function answer(
    asked: Asked,
    contextValue: AdminContext,
  ): Promise<AsyncGenerator<ExecutionResult> | ExecutionResult> {
    const found = operationIn(asked, streams);
    if ('errors' in found) return found;
    const { document, operation } = found;
    const { variables: variableValues, operationName } = asked;
    const options = { schema, document, contextValue, variableValues, operationName };
    if (operation.operation !== 'subscription') return execute(options);
    return (await subscribe(options)) as AsyncGenerator<ExecutionResult> | ExecutionResult;
  }

  function told(result: ExecutionResult): object {
    if (result.errors === undefined) return result;
    return { ...result, errors: result.errors.map((error) => mask(withCode(error), error)) };
  }

  return async (request, reply) => {
    const answered = await answer(askedOf(request.body), contextOf(request));
    if (!(Symbol.asyncIterator in answered)) {
      metrics.adminOperation({ kind: 'subscription', outcome: answered.errors === undefined ? 'ok' : 'failed' });
      return sendEvents(reply, once(answered), told);
    }
    metrics.adminOperation({ kind: 'subscription', outcome: 'ok' });
    metrics.adminWatching(1);
    reply.raw.once('close', () => metrics.adminWatching(-1));
    return sendEvents(reply, answered, told);
  };
}

interface Asked {
  query: string;
  operationName: string | undefined;
  variables: Record<string, unknown> | undefined;
}

type Found = { document: DocumentNode; operation: OperationDefinitionNode } | { errors: readonly GraphQLError[] };

function operationIn({ query, operationName }: Asked, { schema, rules, maxTokens }: AdminStreams): Found {
  try {
    const document = parse(query, { maxTokens });
    const errors = validate(schema, document, rules);
    if (errors.length > 0) return { errors: errors.map((error) => coded(error, 'GRAPHQL_VALIDATION_FAILED')) };
    const operation = getOperationAST(document, operationName);
    if (operation) return { document, operation };
    const message = 'Expected a document with one operation, or operationName to name one of its operations.';
    return { errors: [new GraphQLError(message, { extensions: { code: 'OPERATION_RESOLUTION_FAILURE' } })] };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [coded(error, 'GRAPHQL_PARSE_FAILED')] };
    throw error;
  }
}

function coded({ message, source, positions, extensions }: GraphQLError, code: string): GraphQLError {
  return new GraphQLError(message, { source, positions, extensions: { code, ...extensions } });
}

/** What a resolver throws without a code is none of the caller's business; what happened at no field are its variables. */
function withCode(error: GraphQLError): GraphQLFormattedError {
  const code = error.path === undefined ? 'BAD_USER_INPUT' : 'INTERNAL_SERVER_ERROR';
  return { ...error.toJSON(), extensions: { code, ...error.extensions } };
}

async function* once(result: ExecutionResult): AsyncGenerator<ExecutionResult> {
  yield result;
}

/** Throws RequestRefusal when the body is no request of GraphQL over HTTP. */
function askedOf(body: unknown): Asked {
  if (isMap(body) && typeof body.query === 'string') {
    const { query, operationName, variables } = body;
    return {
      query,
      operationName: typeof operationName === 'string' ? operationName : undefined,
      variables: isMap(variables) ? variables : undefined,
    };
  }
  throw new RequestRefusal(
    'BAD_REQUEST',
    400,
    'Expected a body of one JSON object with the text of an operation under "query".',
  );
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
