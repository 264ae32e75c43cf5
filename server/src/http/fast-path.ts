import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import { Abandoned, type DirectAnswer, type Edge, type EdgeKey } from '../operation/index.js';
import { type Logger, logRequest } from '../telemetry/index.js';
import type { AllowedOrigins } from './allowed-origins.js';
import type { AnswerNotes, CallerContext } from './answer-notes.js';
import { corsHeaders } from './cors.js';
import { comesFromOwnOrAllowedPage } from './csrf.js';
import { endOfTurn } from './end-of-turn.js';
import { answerTo, errorBody, errorContentType } from './error-answer.js';
import type { GraphEndpoint, GraphService } from './graph-endpoint.js';
import { contextMaker } from './graphql-context.js';
import { checkQueryLength, isLegacyDocumentError } from './graphql-over-http.js';
import { CallerLeft, textOf } from './request-body.js';
import { requestIdOf } from './request-id.js';

export interface FastPathOptions<C extends CallerContext> {
  endpoints: readonly GraphEndpoint<C>[];
  notes: AnswerNotes<C>;
  logger: Logger;
  /** Of the line for each answered request. */
  logLevel: 'info' | 'debug';
  /** Whether a request is for a host that is served; see `createHostCheck`. */
  isHostServed: (host: string | undefined) => boolean;
  allowedOrigins: AllowedOrigins;
  /** Parses a body as the other requests' are; throws what is wrong with it. */
  parseBody: (text: string) => unknown;
  /** Bytes. */
  bodyLimit: number;
  isDraining: () => boolean;
}

interface Answer extends Pick<DirectAnswer, 'status'> {
  headers: Readonly<Record<string, string>>;
  body: string | Buffer | Readable;
  /** Of an answer that was kept, seconds. */
  age?: number;
}

/** Takes a request, or leaves it, untouched, to who serves all others. */
export type FastPath = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Serves what programs and pages send all day, without the framework: a POST to an endpoint with a JSON body of known length. Everything
 * else, and whatever is refused before its body is read, goes the way of all requests, which answers the same.
 */
export function createFastPath<C extends CallerContext>(options: FastPathOptions<C>): FastPath {
  const { notes, logger, bodyLimit, isDraining, allowedOrigins } = options;
  const endpoints = new Map(
    options.endpoints.flatMap((endpoint) => endpoint.paths.map((path) => [path, endpoint] as const)),
  );
  const makeContext = contextMaker(notes, bodyLimit);
  /** The media type that Apollo Server has chosen by an `Accept` which it did not refuse. What is not there it chooses again. */
  const chosenFor = new Map<string, string>();

  function noteChoice(accept: string, contentType: string): void {
    if (chosenFor.size >= MOST_CHOICES) chosenFor.clear();
    chosenFor.set(accept, contentType);
  }

  function isPlain({ method, headers }: IncomingMessage): boolean {
    return (
      method === 'POST' &&
      JSON_TYPE.test(headers['content-type'] ?? '') &&
      Number(headers['content-length']) <= bodyLimit &&
      PECULIAR.every((name) => headers[name] === undefined) &&
      comesFromOwnOrAllowedPage(headers, allowedOrigins) &&
      options.isHostServed(headers.host)
    );
  }

  async function ask(
    service: GraphService<C>,
    request: IncomingMessage,
    id: string,
    response: ServerResponse,
  ): Promise<Answer> {
    const { edge } = service;
    const { headers } = request;
    const text = await textOf(request);
    const made = edge === null ? null : edge.keyOf(headers, text);
    const key = made instanceof Promise ? await made : made;
    const found = key === null ? null : (edge as Edge).find(key);
    const ready = found instanceof Promise ? await found : found;
    if (key !== null && ready !== null) {
      const { tenant, client } = key.caller;
      const { operationName } = ready;
      notes.serve(request, { tenant, client, ...(operationName === undefined ? {} : { operationName }) });
      return { status: 200, headers: ready.headers, body: ready.body, age: ready.age };
    }
    const body = options.parseBody(text);
    checkQueryLength(body);
    const context = once(() => makeContext(service, { key: request, headers, id, response }));
    const answer =
      (await directly(service, request, body, context)) ?? (await byServer(service.server, request, body, context));
    if (key !== null && isWhole(answer, request)) keep(edge as Edge, key, answer, (await context()).record, request);
    return answer;
  }

  /** Null for what the server is to look at. Whoever cannot be given a context is refused by the server. */
  async function directly(
    { direct }: GraphService<C>,
    request: IncomingMessage,
    body: unknown,
    context: () => Promise<C>,
  ): Promise<Answer | null> {
    const contentType = chosenFor.get(request.headers.accept ?? '');
    if (direct === null || contentType === undefined) return null;
    const prepared = direct.prepare(body);
    if (prepared === null) return null;
    let made: C;
    try {
      made = await context();
    } catch {
      return null;
    }
    const answer = await direct.answer(prepared, made);
    if (answer === null) return null;
    notes.answered(request, answer);
    answer.headers['content-type'] = contentType;
    return answer;
  }

  async function byServer(
    server: ApolloServer<C>,
    request: IncomingMessage,
    body: unknown,
    context: () => Promise<C>,
  ): Promise<Answer> {
    const answer = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: 'POST', headers: headerMapOf(request.headers), search: '', body },
      context,
    });
    const { errorCodes } = notes.of(request);
    const contentType = answer.headers.get('content-type');
    const legacy = isLegacyDocumentError(answer.status, contentType, errorCodes);
    if (answer.status === undefined && contentType !== undefined) noteChoice(request.headers.accept ?? '', contentType);
    return {
      status: legacy ? 200 : (answer.status ?? 200),
      headers: Object.fromEntries(answer.headers),
      body: answer.body.kind === 'complete' ? answer.body.string : Readable.from(answer.body.asyncIterator),
    };
  }

  /** Only a whole answer without errors is ever served again. */
  function isWhole({ status }: Answer, request: IncomingMessage): boolean {
    return status === 200 && notes.of(request).errorCodes === undefined;
  }

  function keep(
    edge: Edge,
    key: EdgeKey,
    answer: Answer,
    record: CallerContext['record'],
    request: IncomingMessage,
  ): void {
    const { headers, body } = answer;
    if (!record || typeof body !== 'string') return;
    edge.keep(key, { headers, body, operationName: notes.of(request).operationName }, record);
  }

  /** Names and values in turn, as Node takes them without looking each up. */
  function head(
    id: string,
    headers: Readonly<Record<string, string>>,
    { headers: { origin } }: IncomingMessage,
  ): (string | number)[] {
    const all: (string | number)[] = [
      'x-request-id',
      id,
      'x-content-type-options',
      'nosniff',
      ...corsHeaders(origin, allowedOrigins),
    ];
    if (isDraining()) all.push('connection', 'close');
    for (const name in headers) all.push(name, headers[name] as string);
    return all;
  }

  function send(
    { status, headers, body, age }: Answer,
    id: string,
    request: IncomingMessage,
    response: ServerResponse,
  ): void {
    const all = head(id, headers, request);
    if (age !== undefined) all.push('age', age);
    if (body instanceof Readable) {
      response.writeHead(status, all);
      body.pipe(response);
      return;
    }
    const bytes = Buffer.byteLength(body);
    all.push('content-length', bytes);
    if (typeof body !== 'string') {
      response.writeHead(status, all).end(body);
      return;
    }
    // As many bytes as characters: plain ASCII, which need not be encoded.
    response.writeHead(status, all).end(body, bytes === body.length ? 'latin1' : 'utf8');
  }

  /** As the framework's error handler. */
  function refuse(error: unknown, id: string, request: IncomingMessage, response: ServerResponse): void {
    const answer = answerTo(error, bodyLimit) ?? {
      status: 500,
      code: 'INTERNAL_SERVER_ERROR',
      message: `Something went wrong in the gateway. Quote the reference ${id} when you report it.`,
      headers: {},
    };
    notes.refuse(request, answer.code);
    if (answer.status === 500) {
      logger.error({ requestId: id, kind: error instanceof Error ? error.name : typeof error }, 'unexpected error');
    }
    if (response.headersSent) return void response.destroy();
    const body = errorBody({ code: answer.code, message: answer.message });
    response
      .writeHead(answer.status, [
        ...head(id, answer.headers, request),
        ...['content-type', errorContentType(request.headers)],
        ...['content-length', Buffer.byteLength(body)],
      ])
      .end(body);
  }

  async function serve(service: GraphService<C>, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = performance.now();
    const id = requestIdOf(request);
    service.holds.take();
    try {
      const answer = await ask(service, request, id, response);
      await endOfTurn();
      send(answer, id, request, response);
    } catch (error) {
      if (error instanceof CallerLeft || error instanceof Abandoned) return;
      refuse(error, id, request, response);
    } finally {
      service.holds.release();
    }
    const line = {
      requestId: id,
      method: 'POST',
      path: request.url as string,
      status: response.statusCode,
      durationMs: Math.round(performance.now() - startedAt),
      ...notes.of(request),
    };
    logRequest(logger, line, options.logLevel);
  }

  return (request, response) => {
    const endpoint = endpoints.get(request.url ?? '');
    if (endpoint === undefined || !isPlain(request)) return false;
    void serve(endpoint.service(), request, response);
    return true;
  };
}

const JSON_TYPE = /^application\/json(?:; ?charset=utf-8)?$/i;
/** Headers of uncommon bodies. */
const PECULIAR = ['transfer-encoding', 'content-encoding', 'expect'] as const;
/** Values of `Accept` that are remembered; clients have a handful. */
const MOST_CHOICES = 100;

function headerMapOf(headers: IncomingMessage['headers']): HeaderMap {
  const map = new HeaderMap();
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) map.set(name, typeof value === 'string' ? value : value.join(', '));
  }
  return map;
}

/** The same promise for everybody who asks. */
function once<V>(make: () => Promise<V>): () => Promise<V> {
  let made: Promise<V> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
