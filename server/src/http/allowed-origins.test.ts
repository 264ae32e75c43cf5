import { expect, it } from 'vitest';
import { createAllowedOrigins } from './allowed-origins.js';

const allowed = createAllowedOrigins(['https://app.example.com', 'http://localhost:*', 'http://[::1]:*']);

it.each(['https://app.example.com', 'http://localhost', 'http://localhost:5173', 'http://[::1]:80'])(
  'allows %s',
  (origin) => {
    expect(allowed.has(origin)).toBe(true);
  },
);

it.each([
  'https://app.example.com:8443',
  'http://app.example.com',
  'https://localhost:5173',
  'http://localhost.evil.example:80',
  'http://localhost:5173.evil.example',
  'http://localhost:*',
  'null',
])('does not allow %s', (origin) => {
  expect(allowed.has(origin)).toBe(false);
});
