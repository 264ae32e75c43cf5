import { expect, it } from 'vitest';
import { isLoopback } from './loopback.js';

it.each(['localhost', '127.0.0.1', '127.9.9.9', '::1', '[::1]', '::ffff:127.0.0.1'])(
  'counts %s as this machine',
  (host) => {
    expect(isLoopback(host)).toBe(true);
  },
);

it.each(['0.0.0.0', '::', '10.0.0.1', 'localhost.example.com', '127.0.0.1.example.com', ''])(
  'counts %s as reachable',
  (host) => {
    expect(isLoopback(host)).toBe(false);
  },
);
