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
