import { expect, it } from 'vitest';
import { readReply } from './redis-reply.js';

const read = (text: string) => readReply(Buffer.from(text));

it.each([
  ['+OK\r\n', 'OK'],
  ['-ERR no\r\n', 'ERR no'],
  [':7\r\n', '7'],
  ['$5\r\nhé\r\n\r\n', 'hé\r\n'],
  ['$-1\r\n', null],
  ['*2\r\n$1\r\na\r\n*1\r\n:1\r\n', ['a', ['1']]],
])('reads %j', (text, value) => {
  expect(read(text)?.value).toEqual(value);
});

it.each(['', '$5\r\nab', '*2\r\n$1\r\na\r\n'])('waits for the rest of %j', (text) => {
  expect(read(text)).toBeNull();
});
