import { describe, expect, it } from 'vitest';
import { answerOf, checkShape, readBody } from './answer.js';
import { VendorError } from './failure.js';
import type { AnswerSchema, SchemaResult } from './vendor-fetch.js';

describe('readBody', () => {
  it('parses JSON under its own, a wrong or no media type', () => {
    for (const type of ['application/json; charset=utf-8', 'text/javascript', 'text/plain', null]) {
      expect(readBody('{"a":1}', type)).toEqual({ a: 1 });
    }
  });

  it('keeps other text, and a CSV of one number, as text', () => {
    expect(readBody('<html>', 'text/html')).toBe('<html>');
    expect(readBody('42', 'text/csv')).toBe('42');
    expect(readBody('{"a":', 'application/json')).toBe('{"a":');
  });

  it('reads an empty body as null', () => {
    expect(readBody(' \n', 'application/json')).toBeNull();
  });

  it('takes ten thousand levels', () => {
    const deep = `${'['.repeat(10_000)}${']'.repeat(10_000)}`;
    expect(Array.isArray(readBody(deep, 'application/json'))).toBe(true);
  });
});

describe('answerOf', () => {
  it('goes by the media type of the answer', () => {
    const headers = new Headers({ 'content-type': 'text/csv' });
    expect(answerOf(200, headers, '1')).toEqual({ status: 200, headers, body: '1' });
  });
});

describe('checkShape', () => {
  it('gives what the schema made of the body', () => {
    expect(checkShape(schemaOf({ value: 'parsed' }), {}, 'GET /x')).toBe('parsed');
  });

  it('calls another shape malformed, naming request and place', () => {
    const schema = schemaOf({ issues: [{ message: 'must be text', path: ['results', 0, { key: 'id' }] }] });
    const thrown = catching(() => checkShape(schema, {}, 'GET /x'));
    expect(VendorError.is(thrown) && thrown.failure).toEqual({
      class: 'malformed',
      message: 'GET /x answered an unexpected shape at $.results[0].id: must be text',
    });
  });

  it('refuses a schema that validates asynchronously', () => {
    expect(() => checkShape(schemaOf(Promise.resolve({ value: 1 })), {}, 'GET /x')).toThrow(TypeError);
  });
});

function schemaOf<T>(result: SchemaResult<T> | Promise<SchemaResult<T>>): AnswerSchema<T> {
  return { '~standard': { version: 1, vendor: 'test', validate: () => result } };
}

function catching(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('expected a failure, but it passed');
}
