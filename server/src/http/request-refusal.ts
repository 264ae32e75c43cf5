export type RefusalCode =
  | 'BAD_REQUEST'
  | 'CROSS_SITE_REFUSED'
  | 'HOST_NOT_SERVED'
  | 'JOB_ALREADY_UPLOADED'
  | 'JOB_NOT_FOUND'
  | 'METHOD_NOT_ALLOWED'
  | 'NOT_FOUND'
  | 'PAYLOAD_TOO_LARGE'
  | 'UNSUPPORTED_MEDIA_TYPE';

/** A request that is turned away before GraphQL sees it. The message is shown to the caller. */
export class RequestRefusal extends Error {
  readonly code: RefusalCode;
  /** HTTP status. */
  readonly status: number;

  constructor(code: RefusalCode, status: number, message: string) {
    super(message);
    this.name = 'RequestRefusal';
    this.code = code;
    this.status = status;
  }
}
