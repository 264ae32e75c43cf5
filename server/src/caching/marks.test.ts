import { expect, it } from 'vitest';
import { createMarks } from './marks.js';

it('says when each was last written, and never for the others', () => {
  const marks = createMarks(10);
  marks.mark(['a', 'b'], 5);
  marks.mark(['b'], 7);
  expect(marks.markedAt(['a', 'b', 'c'])).toEqual([5, 7, 0]);
});

it('an old mark that had to go still makes untrue what is older', () => {
  const marks = createMarks(2);
  marks.mark(['a'], 5);
  marks.mark(['b', 'c'], 9);
  expect(marks.markedAt(['a'])).toEqual([5]);
});
