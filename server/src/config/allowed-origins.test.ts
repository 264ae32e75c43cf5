import { expect, it } from 'vitest';
import { allowedOrigins } from './index.js';
import { lines, MINIMAL, parse } from './parsing.fixture.js';

it('takes origins as browsers send them, and any port of a host outside production only', () => {
  const origins = (list: string, mode = 'production') =>
    `${MINIMAL}mode: ${mode}\nserver: { allowedOrigins: [${list}] }\n`;
  expect(allowedOrigins(parse(origins('"https://app.example.com"')))).toEqual(['https://app.example.com']);
  expect(allowedOrigins(parse(origins('"http://localhost:*"', 'development')))).toEqual(['http://localhost:*']);
  expect(lines(origins('"http://localhost:*"'))[0]).toContain('any port is for modes development and sandbox');
  for (const wrong of ['https://app.example.com/', 'app.example.com', 'https://app.example.com:443', '*']) {
    expect(lines(origins(JSON.stringify(wrong)))[0]).toContain('expected an origin ');
  }
});

it('lets the pages of this machine ask outside production', () => {
  expect(allowedOrigins(parse(MINIMAL))).toEqual([]);
  expect(allowedOrigins(parse(`${MINIMAL}mode: development\n`))).toContain('http://localhost:*');
});
