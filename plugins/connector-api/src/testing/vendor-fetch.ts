import { answerOf, checkShape } from '../answer.js';
import type { Connector } from '../connector.js';
import { VendorError } from '../failure.js';
import { bodyOf, credentialHeaders, headersOf, urlOf } from '../request.js';
import type { VendorFetch, VendorRequest } from '../vendor-fetch.js';

export interface VendorFetchOptions {
  connector: Pick<Connector, 'credential' | 'classify'>;
  baseUrl: string;
  /** The secret that the connector's scheme puts on each request. */
  credential: string;
  /** Further secret headers that the connection's credential brings, by name. */
  secretHeaders?: Readonly<Record<string, string>>;
  signal?: AbortSignal;
  /** What sends the request; default: the platform's fetch. */
  transport?: Transport;
}

export type Transport = (url: string, init: RequestInit) => Promise<Response>;

/**
 * A `VendorFetch` for tests outside the gateway: one try, no pacing. Failures come out classified as in the gateway;
 * an abort comes out as it is.
 */
export function vendorFetch(options: VendorFetchOptions): VendorFetch {
  const credential = {
    ...options.secretHeaders,
    ...credentialHeaders(options.connector.credential, options.credential),
  };
  return async (request) => {
    const { status, headers, text } = await send(request, credential, options);
    const answer = answerOf(status, headers, text);
    const failure = options.connector.classify(answer);
    if (failure !== null) throw new VendorError(failure);
    const what = `${request.method ?? 'GET'} ${request.path}`;
    return { status, headers, body: checkShape(request.answer, answer.body, what) };
  };
}

async function send(
  request: VendorRequest<unknown>,
  credential: Readonly<Record<string, string>>,
  { baseUrl, signal, transport = fetch }: VendorFetchOptions,
): Promise<{ status: number; headers: Headers; text: string }> {
  const url = urlOf(baseUrl, request);
  const init: RequestInit = {
    method: request.method ?? 'GET',
    headers: headersOf(request, credential),
    body: bodyOf(request)?.body ?? null,
    redirect: 'manual',
    ...(signal === undefined ? {} : { signal }),
  };
  try {
    signal?.throwIfAborted();
    const response = await transport(url, init);
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (cause) {
    if (signal?.aborted) throw cause;
    throw new VendorError({ class: 'transient', message: `No answer from ${new URL(url).host}.` }, { cause });
  }
}
