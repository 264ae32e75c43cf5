import { malformed } from './failure.js';
import type { AnswerSchema, VendorAnswer } from './vendor-fetch.js';

/** What came back over HTTP, made into what `classify` sees. */
export function answerOf(status: number, headers: Headers, text: string): VendorAnswer {
  return { status, headers, body: readBody(text, headers.get('content-type')) };
}

/**
 * A body as data: parsed JSON, the text when it is none, null when empty.
 * Vendors label JSON as `text/javascript` or not at all, so the text itself is looked at too.
 */
export function readBody(text: string, contentType: string | null): unknown {
  if (text.trim() === '') return null;
  const maybeJson = contentType === null || /json|javascript/i.test(contentType) || /^\s*[[{]/.test(text);
  if (!maybeJson) return text;
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * The body, when it has the declared shape.
 * Throws `malformed` naming the first place that differs. `what`: the request, for the message, e.g. `GET /lists`.
 */
export function checkShape<T>(schema: AnswerSchema<T>, body: unknown, what: string): T {
  const result = schema['~standard'].validate(body);
  if (result instanceof Promise) {
    throw new TypeError(`The answer schema of ${what} must validate synchronously, but it returned a promise.`);
  }
  if (result.issues === undefined) return result.value;
  const [first] = result.issues;
  throw malformed(`${what} answered an unexpected shape at ${pathOf(first?.path)}: ${reasonOf(first?.message)}`);
}

/** zod begins its messages with words that blame the caller, who gave no input. */
function reasonOf(message = 'no reason given'): string {
  return message.replace(/^Invalid input: /, '');
}

/** JSONPath-like place of an issue. Standard Schema allows bare keys and `{ key }` segments. */
function pathOf(path: readonly unknown[] | undefined): string {
  const keys = (path ?? []).map((segment) =>
    typeof segment === 'object' && segment !== null && 'key' in segment ? segment.key : segment,
  );
  return keys.reduce<string>(
    (place, key) => (typeof key === 'number' ? `${place}[${key}]` : `${place}.${String(key)}`),
    '$',
  );
}
