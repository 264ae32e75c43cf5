import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { HeaderMap, type HTTPGraphQLResponse } from '@apollo/server';
import type { AnswerRecord, Edge, EdgeKey } from '../operation/index.js';
import { type Logger, logRequest } from '../telemetry/index.js';
import type { AnswerNote, AnswerNotes, CallerContext } from './answer-notes.js';
import { answerTo, errorBody, errorContentType } from './error-answer.js';
import type { GraphEndpoint } from './graph-endpoint.js';
import { contextMaker } from './graphql-context.js';
import { checkQueryLength, isLegacyDocumentError } from './graphql-over-http.js';
import { requestIdOf } from './request-id.js';

export interface FastPathOptions<C extends CallerContext> {
  endpoints: readonly GraphEndpoint<C>[];
  notes: AnswerNotes<C>;
  logger: Logger;
  /** Of the line for each answered request. */
  logLevel: 'info' | 'debug';
  /** Whether a request is for a host that is served; see `createHostCheck`. */
  isHostServed: (host: string | undefined) => boolean;
  /** Whether pages of other sites may ask, so that answers differ by origin. */
  variesByOrigin: boolean;
  /** Parses a body as the other requests' are; throws what is wrong with it. */
  parseBody: (text: string) => unknown;
  /** Bytes. */
  bodyLimit: number;
  isDraining: () => boolean;
}

/** Takes a request, or leaves it, untouched, to who serves all others. */
export type FastPath = (request: IncomingMessage, response: ServerResponse) => boolean;

/**
 * Serves what programs send all day, without the framework: a POST to an endpoint with a JSON body of known length, made by
 * no page. Everything else, and whatever is refused before its body is read, goes the way of all requests, which
 * answers the same.
 */
export function createFastPath<C extends CallerContext>(options: FastPathOptions<C>): FastPath {
  const { notes, logger, bodyLimit, isDraining } = options;
  const lanes = new Map(
    options.endpoints.flatMap((endpoint) => {
      const { server, edge } = endpoint;
      const lane = { server, edge, context: contextMaker(endpoint, notes, bodyLimit) };
      return endpoint.paths.map((path) => [path, lane] as const);
    }),
  );
  type Lane = typeof lanes extends Map<string, infer L> ? L : never;

  function isPlain({ method, headers }: IncomingMessage): boolean {
    return (
      method === 'POST' &&
      JSON_TYPE.test(headers['content-type'] ?? '') &&
      Number(headers['content-length']) <= bodyLimit &&
      PECULIAR.every((name) => headers[name] === undefined) &&
      options.isHostServed(headers.host)
    );
  }

  async function ask({ server, edge, context }: Lane, request: IncomingMessage, id: string, response: ServerResponse) {
    const { headers } = request;
    const text = await textOf(request);
    const key = edge === null ? null : await edge.keyOf(headers, text);
    const ready = key === null ? null : await (edge as Edge).find(key);
    if (key !== null && ready !== null) {
      const { operationName } = ready;
      const { tenant, client } = key.caller;
      notes.serve(request, { tenant, client, ...(operationName === undefined ? {} : { operationName }) });
      return { headers: new HeaderMap(Object.entries(ready.headers)), body: complete(ready.body) };
    }
    const body = options.parseBody(text);
    checkQueryLength(body);
    let made: C | undefined;
    const answer = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: { method: 'POST', headers: headerMapOf(headers), search: '', body },
      async context() {
        made = await context({ key: request, headers, id, response });
        return made;
      },
    });
    if (key !== null && made?.record) keep(edge as Edge, key, answer, made.record, notes.of(request));
    return answer;
  }

  /** Only a whole answer without errors is ever served again. */
  function keep(edge: Edge, key: EdgeKey, answer: HTTPGraphQLResponse, record: AnswerRecord, note: AnswerNote): void {
    if (answer.body.kind !== 'complete' || (answer.status ?? 200) !== 200 || note.errorCodes !== undefined) return;
    const headers = Object.fromEntries(answer.headers);
    const { operationName } = note;
    edge.keep(
      key,
      { headers, body: answer.body.string, ...(operationName === undefined ? {} : { operationName }) },
      record,
    );
  }

  function head(id: string): Record<string, string | number> {
    return {
      'x-request-id': id,
      'x-content-type-options': 'nosniff',
      ...(options.variesByOrigin ? { vary: 'origin' } : {}),
      ...(isDraining() ? { connection: 'close' } : {}),
    };
  }

  function send(answer: HTTPGraphQLResponse, id: string, request: IncomingMessage, response: ServerResponse): void {
    const headers = head(id);
    for (const [name, value] of answer.headers) headers[name] = value;
    const contentType = answer.headers.get('content-type');
    const legacy = isLegacyDocumentError(answer.status, contentType, notes.of(request).errorCodes);
    const status = legacy ? 200 : (answer.status ?? 200);
    if (answer.body.kind === 'complete') {
      headers['content-length'] = Buffer.byteLength(answer.body.string);
      response.writeHead(status, headers).end(answer.body.string);
    } else {
      response.writeHead(status, headers);
      Readable.from(answer.body.asyncIterator).pipe(response);
    }
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
      .writeHead(answer.status, {
        ...head(id),
        ...answer.headers,
        'content-type': errorContentType(request.headers),
        'content-length': Buffer.byteLength(body),
      })
      .end(body);
  }

  async function serve(lane: Lane, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const startedAt = performance.now();
    const id = requestIdOf(request);
    try {
      send(await ask(lane, request, id, response), id, request, response);
    } catch (error) {
      if (error instanceof CallerLeft) return;
      refuse(error, id, request, response);
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
    const lane = lanes.get(request.url ?? '');
    if (lane === undefined || !isPlain(request)) return false;
    void serve(lane, request, response);
    return true;
  };
}

const JSON_TYPE = /^application\/json(?:; ?charset=utf-8)?$/i;
/** Headers of browsers' pages and of uncommon bodies. */
const PECULIAR = ['origin', 'sec-fetch-site', 'transfer-encoding', 'content-encoding', 'expect'] as const;

function complete(string: string): HTTPGraphQLResponse['body'] {
  return { kind: 'complete', string };
}

/** The connection ended within the body: there is nobody to answer. */
class CallerLeft extends Error {}

function textOf(request: IncomingMessage): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let chunks: Buffer[] | null = null;
  let first: Buffer | null = null;
  request.on('data', (chunk: Buffer) => {
    if (first === null) first = chunk;
    else if (chunks === null) chunks = [first, chunk];
    else chunks.push(chunk);
  });
  request.on('end', () => resolve((chunks === null ? (first ?? NO_BYTES) : Buffer.concat(chunks)).toString('utf8')));
  request.on('error', () => reject(new CallerLeft()));
  request.on('close', () => {
    if (!request.readableEnded) reject(new CallerLeft());
  });
  return promise;
}

const NO_BYTES = Buffer.alloc(0);

/** Who takes plain JSON, or anything, gets what is answered to who does not say; that need not be negotiated. */
const TAKES_JSON = new Set(['application/json', '*/*']);

function headerMapOf(headers: IncomingMessage['headers']): HeaderMap {
  const map = new HeaderMap();
  for (const name in headers) {
    const value = headers[name];
    if (name === 'accept' && TAKES_JSON.has(value as string)) continue;
    if (value !== undefined) map.set(name, typeof value === 'string' ? value : value.join(', '));
  }
  return map;
}
