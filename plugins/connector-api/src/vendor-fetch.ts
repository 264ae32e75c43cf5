/** The part of the Standard Schema interface (standardschema.dev) that parsing needs; zod 4 schemas have it. */
export interface AnswerSchema<T> {
  readonly '~standard': {
    readonly version: 1;
    readonly vendor: string;
    readonly validate: (value: unknown) => SchemaResult<T> | Promise<SchemaResult<T>>;
    readonly types?: { readonly input: unknown; readonly output: T } | undefined;
  };
}

export type SchemaResult<T> =
  | { readonly value: T; readonly issues?: undefined }
  | { readonly issues: readonly { readonly message: string; readonly path?: readonly unknown[] | undefined }[] };

export type QueryValue = string | number | boolean | readonly string[] | undefined;

/** One HTTP request to the vendor. */
export interface VendorRequest<T> {
  /** Default `GET`. */
  method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path below the vendor's base URL, starting with `/`; encode the parts that come from data. */
  path: string;
  /** Query parameters; a list repeats the name, undefined is left out. */
  query?: Readonly<Record<string, QueryValue>>;
  headers?: Readonly<Record<string, string>>;
  /** Body, sent as JSON. */
  json?: unknown;
  /** Body, sent as a form. */
  form?: Readonly<Record<string, string>>;
  /** Whether sending it twice is harmless. Default: true but for POST and PATCH; a POST that reads says true. */
  idempotent?: boolean;
  /** Shape of the body. Another shape is a failure of the vendor, class `malformed`. */
  answer: AnswerSchema<T>;
}

export interface VendorResponse<T> {
  status: number;
  headers: Headers;
  body: T;
}

/** What `classify` sees of an answer. */
export interface VendorAnswer {
  status: number;
  headers: Headers;
  /** Parsed JSON, or the text when it is none, or null when empty. */
  body: unknown;
}

/**
 * Sends a request with the connection's credential, retried and paced by the gateway.
 * Throws `VendorError` for every answer that `classify` calls a failure, and for a body of the wrong shape.
 */
export type VendorFetch = <T>(request: VendorRequest<T>) => Promise<VendorResponse<T>>;

/**
 * Gets a file that the vendor named by an absolute address, such as the results of a job, without the connection's
 * credential. The host decides which addresses it goes to and how large a file may be. Throws `VendorError`.
 */
export type VendorDownload = (url: string) => Promise<Uint8Array>;
