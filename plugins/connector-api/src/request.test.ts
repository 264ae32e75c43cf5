import { describe, expect, it } from 'vitest';
import { VendorError } from './failure.js';
import { bodyOf, credentialHeaders, headersOf, isIdempotent, urlOf } from './request.js';

describe('urlOf', () => {
  it("keeps the base's own path prefix, with or without a slash at its end", () => {
    expect(urlOf('http://127.0.0.1:9/hubspot', { path: '/crm/v3' })).toBe('http://127.0.0.1:9/hubspot/crm/v3');
    expect(urlOf('http://127.0.0.1:9/hubspot/', { path: '/crm/v3' })).toBe('http://127.0.0.1:9/hubspot/crm/v3');
  });

  it('repeats a name for a list, leaves undefined out and encodes values', () => {
    const query = { vid: ['1', '2'], after: undefined, q: 'a&b=c', count: 100, archived: false };
    expect(urlOf('https://api.test', { path: '/x', query })).toBe(
      'https://api.test/x?vid=1&vid=2&q=a%26b%3Dc&count=100&archived=false',
    );
  });

  it.each([
    '/plain/v3/objects',
    '/ümlaut/%C3%BC',
    "/(a)*b+c,d;e='f'!@$&:~.-_",
    '/"<>`{}|^[]',
    '/%zz/100%',
    '/a.b/...c',
  ])('writes the path %s as the URL standard does', (path) => {
    expect(urlOf('https://api.test/base', { path })).toBe(new URL(`https://api.test/base${path}`).href);
  });

  it('writes queries as the URL standard does', () => {
    const query = { 'a b': 'c d', 'ü[]': "*-._~!'()", 'e%': '100% & more+', empty: '', list: ['x/y', '2'] };
    const expected = new URL('https://api.test/x');
    for (const [name, value] of Object.entries(query)) {
      for (const item of [value].flat()) expected.searchParams.append(name, item);
    }
    expect(urlOf('https://api.test', { path: '/x', query })).toBe(expected.href);
  });

  it.each(['//evil.test/x', 'https://evil.test/x', '@evil.test', '/a\\b', '/a?b=1', '/a#b', '/a b', ''])(
    'refuses the path %j that a connector must not build',
    (path) => {
      expect(() => urlOf('https://api.test', { path })).toThrow(TypeError);
    },
  );

  it.each(['/lists/../keys', '/lists/%2e%2E/keys', '/lists/.', '/../x'])(
    'refuses %j as a mistake of the caller',
    (path) => {
      const refusal = catching(() => urlOf('https://api.test/v1', { path }));
      expect(VendorError.is(refusal) && refusal.failure.class).toBe('invalid');
    },
  );
});

describe('bodyOf', () => {
  it('is null without a body', () => {
    expect(bodyOf({})).toBeNull();
  });

  it('serialises JSON and forms', () => {
    expect(bodyOf({ json: { a: 1 } })).toEqual({ body: '{"a":1}', contentType: 'application/json' });
    expect(bodyOf({ form: { a: 'b c' } })?.body).toBe('a=b+c');
  });

  it('refuses two bodies', () => {
    expect(() => bodyOf({ json: {}, form: {} })).toThrow('both json and form');
  });
});

describe('credentialHeaders', () => {
  it('puts the secret where the scheme says', () => {
    expect(credentialHeaders({ type: 'bearer' }, 's')).toEqual({ authorization: 'Bearer s' });
    expect(credentialHeaders({ type: 'basic', username: 'any' }, 's')).toEqual({ authorization: 'Basic YW55OnM=' });
    expect(credentialHeaders({ type: 'header', name: 'X-Key', prefix: 'k ' }, 's')).toEqual({ 'x-key': 'k s' });
  });

  it('refuses a secret that would break out of its header, without telling it', () => {
    const refusal = catching(() => credentialHeaders({ type: 'bearer' }, 'hidden\r\nx: y'));
    expect(refusal).toBeInstanceOf(TypeError);
    expect(String(refusal)).not.toContain('hidden');
  });
});

describe('headersOf', () => {
  it("lets no header of the connector's replace the credential", () => {
    const headers = headersOf({ headers: { Authorization: 'mine', Revision: '1' } }, { authorization: 'Bearer s' });
    expect(headers).toEqual({ accept: 'application/json', revision: '1', authorization: 'Bearer s' });
  });

  it('names the body’s media type, which a header of the connector’s may replace', () => {
    expect(headersOf({ json: [] }, {})).toEqual({ accept: 'application/json', 'content-type': 'application/json' });
    expect(headersOf({ form: { a: '1' } }, {})['content-type']).toBe('application/x-www-form-urlencoded');
    expect(headersOf({ json: [], headers: { 'Content-Type': 'text/plain' } }, {})['content-type']).toBe('text/plain');
  });
});

describe('isIdempotent', () => {
  it('holds for all methods but POST and PATCH, unless the connector says', () => {
    expect(isIdempotent({})).toBe(true);
    expect(isIdempotent({ method: 'DELETE' })).toBe(true);
    expect(isIdempotent({ method: 'POST' })).toBe(false);
    expect(isIdempotent({ method: 'PATCH' })).toBe(false);
    expect(isIdempotent({ method: 'POST', idempotent: true })).toBe(true);
  });
});

function catching(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  throw new Error('expected a refusal, but it passed');
}
