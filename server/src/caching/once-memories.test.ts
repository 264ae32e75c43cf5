import { expect, it } from 'vitest';
import { createOnceMemories } from './once-memories.js';

it('what is kept in a scope is found by whoever asks for the scope again, and in no other', async () => {
  const memories = createOnceMemories();
  (await memories('writes of a').claim('k')).release('done');
  expect((await memories('writes of a').claim('k')).kept).toBe('done');
  expect((await memories('writes of b').claim('k')).kept).toBeUndefined();
});
