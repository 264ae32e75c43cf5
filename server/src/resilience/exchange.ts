import { readBody, type VendorAnswer } from '@selvedge/connector-api';
import { type Dispatcher, errors } from 'undici';
import type { StopSignal } from '../ports/index.js';

export interface ExchangeOptions {
  /** Ends the exchange with its reason. */
  signal: StopSignal;
  /** Largest body that is read. */
  maxBytes: number;
}

type RawHeaders = Record<string, string | string[] | undefined>;

/**
 * Sends one request and collects the whole answer. It is undici's lowest level: for bodies that are parsed at once a
 * stream would only cost. Rejects with the signal's reason, `ResponseExceededMaxSizeError`, or undici's error.
 */
export function exchange(
  dispatcher: Dispatcher,
  request: Omit<Dispatcher.DispatchOptions, 'origin'>,
  { signal, maxBytes }: ExchangeOptions,
): Promise<VendorAnswer> {
  const { promise, resolve, reject } = Promise.withResolvers<VendorAnswer>();
  if (signal.aborted) {
    reject(signal.reason);
    return promise;
  }
  let controller: Dispatcher.DispatchController | undefined;
  let status = 0;
  let headers: RawHeaders = {};
  const chunks: Buffer[] = [];
  let bytes = 0;

  /** One that still waits for a connection is ended when it gets it; nobody waits for that. */
  const abort = (): void => {
    reject(signal.reason);
    controller?.abort(asError(signal.reason));
  };
  signal.addEventListener('abort', abort, { once: true });
  const end = (): void => signal.removeEventListener('abort', abort);
  const refuse = (of: Dispatcher.DispatchController): void => of.abort(new errors.ResponseExceededMaxSizeError());

  dispatcher.dispatch(request as Dispatcher.DispatchOptions, {
    onRequestStart(given) {
      controller = given;
      if (signal.aborted) given.abort(asError(signal.reason));
    },
    onResponseStart(given, statusCode, received) {
      // Interim answers, such as 103, come before the one that counts.
      status = statusCode;
      headers = received;
      if (Number(received['content-length']) > maxBytes) refuse(given);
    },
    onResponseData(given, chunk) {
      bytes += chunk.length;
      if (bytes > maxBytes) refuse(given);
      else chunks.push(chunk);
    },
    onResponseEnd() {
      end();
      const [first] = chunks;
      const body = chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks, bytes);
      resolve(new CollectedAnswer(status, headers, body));
    },
    onResponseError(_, error) {
      end();
      reject(error);
    },
  });
  return promise;
}

function asError(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error('The exchange was ended.', { cause: reason });
}

/** Few ask for the headers, so that they are made when they are. */
class CollectedAnswer implements VendorAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly #raw: RawHeaders;
  #headers: Headers | undefined;

  constructor(status: number, raw: RawHeaders, body: Buffer) {
    const contentType = raw['content-type'];
    this.status = status;
    this.body = readBody(textOf(body), typeof contentType === 'string' ? contentType : null);
    this.#raw = raw;
  }

  get headers(): Headers {
    this.#headers ??= headersFrom(this.#raw);
    return this.#headers;
  }
}

/** UTF-8, without a byte order mark. */
function textOf(body: Buffer): string {
  const text = body.toString('utf8');
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function headersFrom(raw: RawHeaders): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(raw)) {
    if (value === undefined) continue;
    for (const item of Array.isArray(value) ? value : [value]) headers.append(name, item);
  }
  return headers;
}
