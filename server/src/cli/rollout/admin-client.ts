import { z } from 'zod';

/** The admin endpoint of a running gateway. Whatever goes wrong is thrown as AdminClientError. */
export interface AdminClient {
  /** Resolves to the answer's data, of the shape. */
  ask<S extends z.ZodType>(query: string, variables: Readonly<Record<string, unknown>>, shape: S): Promise<z.output<S>>;
  /** The data of each event, until the gateway ends the stream or the consumer returns. Connects again by itself. */
  watch<S extends z.ZodType>(
    query: string,
    variables: Readonly<Record<string, unknown>>,
    shape: S,
  ): AsyncGenerator<z.output<S>>;
}

export interface AdminClientOptions {
  /** Base URL of the gateway. */
  url: string;
  /** Null: none is sent, which a sandbox takes. */
  token: string | null;
  /** Who acts, for the audit. */
  actor: string | null;
}

/** The message is for the person at the terminal: what was expected, what came, what to do. */
export class AdminClientError extends Error {
  override readonly name = 'AdminClientError';

  constructor(
    /** The answer's code, or one of the command line's own, e.g. UNREACHABLE. */
    readonly code: string,
    message: string,
    cause?: unknown,
  ) {
    super(message, cause === undefined ? undefined : { cause });
  }
}

export function createAdminClient({ url, token, actor }: AdminClientOptions): AdminClient {
  const endpoint = `${url.replace(/\/+$/, '')}/admin/graphql`;
  const headers: Record<string, string> = {
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    // Headers are bytes; fetch takes each character for one.
    ...(actor === null ? {} : { 'selvedge-actor': Buffer.from(actor, 'utf8').toString('latin1') }),
  };

  async function post(query: string, variables: object): Promise<Response> {
    try {
      return await fetch(endpoint, {
        method: 'POST',
        redirect: 'error',
        body: JSON.stringify({ query, variables }),
        headers: { ...headers, accept: 'application/json', 'content-type': 'application/json' },
      });
    } catch (error) {
      throw unreachable(url, error);
    }
  }

  return {
    async ask(query, variables, shape) {
      const response = await post(query, variables);
      const text = await response.text();
      return dataOf(parsed(text), shape, url, response.status);
    },

    async *watch(query, variables, shape) {
      const { createClient } = await import('graphql-sse');
      const client = createClient({ url: endpoint, headers, retryAttempts: 5 });
      try {
        for await (const answer of client.iterate({ query, variables })) {
          yield dataOf(JSON.parse(JSON.stringify(answer)), shape, url, 200);
        }
      } catch (error) {
        throw error instanceof AdminClientError ? error : unreachable(url, error);
      } finally {
        client.dispose();
      }
    },
  };
}

const answerShape = z.object({
  data: z.unknown().optional(),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.object({ code: z.string().optional() }).optional() }))
    .optional(),
});

function dataOf<S extends z.ZodType>(answer: unknown, shape: S, url: string, status: number): z.output<S> {
  const { data, errors } = answerShape.safeParse(answer).data ?? {};
  const [first] = errors ?? [];
  if (first !== undefined) throw told(first.extensions?.code ?? 'UNREADABLE', first.message, url);
  const read = shape.safeParse(data);
  if (read.success) return read.data;
  throw new AdminClientError(
    'UNREADABLE',
    `Expected the admin endpoint of a Selvedge gateway at ${url}, but what answers (${status}) is none, or of another version. Look at --url.`,
    read.error,
  );
}

function told(code: string, message: string, url: string): AdminClientError {
  switch (code) {
    case 'NOT_FOUND':
      return new AdminClientError(
        code,
        `The gateway at ${url} serves no admins: start it with SELVEDGE_ADMIN_TOKEN in its environment (32 characters at least; \`openssl rand -base64 32\`).`,
      );
    case 'ADMIN_TOKEN_MISSING':
      return new AdminClientError(
        code,
        `The gateway at ${url} asks for a token: set SELVEDGE_ADMIN_TOKEN to the one that it was started with.`,
      );
    case 'ADMIN_TOKEN_WRONG':
      return new AdminClientError(
        code,
        `SELVEDGE_ADMIN_TOKEN is not the token of the gateway at ${url}: set it to the one that it was started with.`,
      );
    default:
      return new AdminClientError(code, `${message} [${code}]`);
  }
}

function unreachable(url: string, cause: unknown): AdminClientError {
  const reason = cause instanceof Error ? reasonOf(cause) : '';
  const message = `No gateway can be reached at ${url}${reason}. Start one with \`selvedge start\`, or name another with --url.`;
  return new AdminClientError('UNREACHABLE', message, cause);
}

function reasonOf({ cause, message }: Error): string {
  const of = cause instanceof Error ? cause : null;
  const code = of !== null && 'code' in of ? String(of.code) : '';
  return ` (${code || of?.message || message})`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
