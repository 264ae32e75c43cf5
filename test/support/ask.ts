export interface AskOptions {
  variables?: Readonly<Record<string, unknown>>;
  headers?: Readonly<Record<string, string>>;
  /** Of the graph; default 2. */
  major?: number;
}

export interface GraphQLAnswer {
  /** HTTP status. */
  status: number;
  headers: Headers;
  // A test looks into whatever the operation selected.
  // biome-ignore lint/suspicious/noExplicitAny: the shape is the operation's
  data: any;
  errors: readonly { message: string; path?: readonly (string | number)[]; extensions: Record<string, unknown> }[];
  /** `extensions.code` of every error. */
  codes: readonly string[];
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into whatever it asked for
  extensions: any;
  elapsedMs: number;
}

/** Asks the gateway at this base URL. */
export async function ask(
  url: string,
  query: string,
  { variables = {}, headers = {}, major = 2 }: AskOptions = {},
): Promise<GraphQLAnswer> {
  const startedAt = performance.now();
  const response = await fetch(`${url}/v${major}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json', ...headers },
    body: JSON.stringify({ query, variables }),
  });
  const { data, errors = [], extensions = {} } = (await response.json()) as Partial<GraphQLAnswer>;
  return {
    status: response.status,
    headers: response.headers,
    data,
    errors,
    codes: errors.map(({ extensions: own }) => String(own?.code)),
    extensions,
    elapsedMs: performance.now() - startedAt,
  };
}
