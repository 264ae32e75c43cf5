import type { IncomingMessage } from 'node:http';

/** The connection ended within the body: there is nobody to answer. */
export class CallerLeft extends Error {}

/** The body of a request, as UTF-8. Rejects with CallerLeft. */
export function textOf(request: IncomingMessage): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let chunks: Buffer[] | null = null;
  let first: Buffer | null = null;
  request.on('data', (chunk: Buffer) => {
    if (first === null) first = chunk;
    else if (chunks === null) chunks = [first, chunk];
    else chunks.push(chunk);
  });
  request.on('end', () => resolve((chunks === null ? (first ?? NO_BYTES) : Buffer.concat(chunks)).toString('utf8')));
  // Node tells an error of a request only to who asks for it, and closes it either way.
  request.on('close', () => {
    if (!request.readableEnded) reject(new CallerLeft());
  });
  return promise;
}

const NO_BYTES = Buffer.alloc(0);
