import { expect, it } from 'vitest';
import { refusalIn } from './refusal.js';

it.each([
  ["READONLY You can't write against a read only replica.", 'READONLY'],
  ["OOM command not allowed when used memory > 'maxmemory'.", 'OOM'],
  ['NOREPLICAS Not enough good replicas to write.', 'NOREPLICAS'],
  [
    "ERR Error running script (call to f_1): @user_script:1: -OOM command not allowed when used memory > 'maxmemory'.",
    'OOM',
  ],
])('"%s" is a refusal', (message, code) => {
  expect(refusalIn(new Error(message))).toBe(`it refuses writes: ${code}`);
});

it.each([
  new Error('WRONGTYPE Operation against a key holding the wrong kind of value'),
  new Error('a BLOOM of words'),
  'OOM',
  null,
])('%s is none', (error) => {
  expect(refusalIn(error)).toBeNull();
});
