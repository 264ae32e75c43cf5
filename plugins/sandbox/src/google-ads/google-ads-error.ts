import { randomBytes } from 'node:crypto';
import { GoogleError, type RpcStatus } from '../google/google-error.js';

export type Version = 'v22' | 'v25';

/** One error of a `GoogleAdsFailure`. */
export interface AdsError {
  /** E.g. `{ queryError: 'UNRECOGNIZED_FIELD' }`. */
  errorCode: Readonly<Record<string, string>>;
  message: string;
  details?: object;
  location?: { fieldPathElements: readonly { fieldName: string; index?: number }[] };
}

/** A refusal before its version is known; the routes put the version into `@type`. */
export class AdsRefusal extends Error {
  readonly status: RpcStatus;
  readonly error: AdsError;

  constructor(status: RpcStatus, error: AdsError) {
    super(error.message);
    this.status = status;
    this.error = error;
  }

  toGoogleError(version: Version): GoogleError {
    return new GoogleError(this.status, STATUS_MESSAGES[this.status] ?? this.message, [
      failureDetail(version, [this.error]),
    ]);
  }
}

export function refusal(status: RpcStatus, kind: string, code: string, message: string): AdsRefusal {
  return new AdsRefusal(status, { errorCode: { [kind]: code }, message });
}

/** The `GoogleAdsFailure` that errors carry; its `@type` names the version. */
export function failureDetail(version: Version, errors: readonly AdsError[]): object {
  return {
    '@type': `type.googleapis.com/google.ads.googleads.${version}.errors.GoogleAdsFailure`,
    errors,
    requestId: requestId(),
  };
}

export function requestId(): string {
  return randomBytes(16).toString('base64url');
}

/** The outer message says nothing of the case; the failure's own errors do. */
const STATUS_MESSAGES: Partial<Record<RpcStatus, string>> = {
  INVALID_ARGUMENT: 'Request contains an invalid argument.',
  UNAUTHENTICATED:
    'Request had invalid authentication credentials. Expected OAuth 2 access token, login cookie or other valid authentication credential. See https://developers.google.com/identity/sign-in/web/devconsole-project.',
  PERMISSION_DENIED: 'The caller does not have permission',
  RESOURCE_EXHAUSTED: 'Resource has been exhausted (e.g. check quota).',
};
