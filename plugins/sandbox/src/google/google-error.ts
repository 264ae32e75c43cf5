/** Codes of `google.rpc.Code` with the HTTP status that Google's REST gateways give them. */
export const HTTP_STATUS = {
  INVALID_ARGUMENT: 400,
  UNAUTHENTICATED: 401,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  RESOURCE_EXHAUSTED: 429,
  INTERNAL: 500,
} as const;

export type RpcStatus = keyof typeof HTTP_STATUS;

/** A failure as Google's APIs word it; `details` are the product's own. */
export class GoogleError extends Error {
  readonly status: RpcStatus;
  readonly details: readonly object[];

  constructor(status: RpcStatus, message: string, details: readonly object[] = []) {
    super(message);
    this.status = status;
    this.details = details;
  }

  get httpStatus(): number {
    return HTTP_STATUS[this.status];
  }

  /** The answer's body. */
  body(): object {
    return {
      error: {
        code: this.httpStatus,
        message: this.message,
        status: this.status,
        ...(this.details.length === 0 ? {} : { details: this.details }),
      },
    };
  }
}

/** Any failure as one of Google's. */
export function asGoogleError(error: unknown): GoogleError {
  if (error instanceof GoogleError) return error;
  const given = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (given >= 500) return new GoogleError('INTERNAL', 'Internal error encountered.');
  return new GoogleError('INVALID_ARGUMENT', `Invalid JSON payload received. ${(error as Error).message}`);
}
