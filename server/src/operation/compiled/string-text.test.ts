import fc from 'fast-check';
import { expect, it } from 'vitest';
import { escapeRest, quoted } from './string-text.js';

it('every character is written as JSON.stringify writes it', () => {
  for (let code = 0; code <= 0xffff; code += 1) {
    const text = `a${String.fromCharCode(code)}b`;
    if (escapeRest(quoted(text)) !== JSON.stringify(text)) expect(escapeRest(quoted(text))).toBe(JSON.stringify(text));
  }
});

it('strings stand beside each other as they stand alone', () => {
  const strings = fc.array(
    fc.oneof(fc.string({ unit: 'binary' }), fc.string(), fc.constantFrom('\ud83c', '\udf89', '\n', '"')),
  );
  fc.assert(
    fc.property(strings, (values) => {
      expect(escapeRest(`[${values.map(quoted).join(',')}]`)).toBe(JSON.stringify(values));
    }),
  );
});

it('a text that needs nothing stays as it is', () => {
  const text = '{"a":"ü 🎉","b":[1,null]}';
  expect(escapeRest(text)).toBe(text);
});
