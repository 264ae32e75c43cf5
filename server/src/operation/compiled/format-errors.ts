import { HeaderMap, type HTTPGraphQLHead } from '@apollo/server';
import type { GraphQLError, GraphQLFormattedError } from 'graphql';

export interface FormattedErrors {
  errors: readonly GraphQLFormattedError[];
  /** What the errors say of the HTTP answer. */
  http: HTTPGraphQLHead;
}

/** Errors as an answer shows them, as Apollo Server makes them of what graphql-js executed. */
export function formatErrors(
  errors: readonly GraphQLError[],
  mask: (formatted: GraphQLFormattedError, error: GraphQLError) => GraphQLFormattedError,
): FormattedErrors {
  const head: HTTPGraphQLHead = { headers: new HeaderMap() };
  const formatted = errors.map((error) => {
    const { http, ...extensions } = error.extensions as { http?: Partial<HTTPGraphQLHead>; code?: unknown };
    if (http?.status !== undefined) head.status = http.status;
    for (const [name, value] of http?.headers ?? []) head.headers.set(name, value);
    return mask({ ...error.toJSON(), extensions: { ...extensions, code: extensions.code ?? UNEXPECTED } }, error);
  });
  return { errors: formatted, http: head };
}

const UNEXPECTED = 'INTERNAL_SERVER_ERROR';
