import { expect, it } from 'vitest';
import { createLineWriter } from './line-writer.js';

it('writes the lines of one turn of the event loop together, in order', async () => {
  const writes: string[] = [];
  const write = createLineWriter({ write: (text) => writes.push(text) });
  write('a\n');
  write('b\n');
  expect(writes).toEqual([]);
  await new Promise((resolve) => setTimeout(resolve, 5));
  write('c\n');
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(writes).toEqual(['a\nb\n', 'c\n']);
});

it('writes no more at once than a pipe keeps together among several writers', async () => {
  const writes: string[] = [];
  const write = createLineWriter({ write: (text) => writes.push(text) });
  const line = `${'x'.repeat(1_499)}\n`;
  for (let lines = 0; lines < 5; lines += 1) write(line);
  await new Promise((resolve) => setTimeout(resolve, 5));
  expect(writes.map(({ length }) => length)).toEqual([3_000, 3_000, 1_500]);
});
