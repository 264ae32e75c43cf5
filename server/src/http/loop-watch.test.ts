import { expect, it, onTestFinished } from 'vitest';
import { createLoopWatch } from './loop-watch.js';

it('tells of a loop that stood still for seconds, until it has not for as long', () => {
  let nowMs = 0;
  const watch = createLoopWatch(() => nowMs);
  onTestFinished(() => watch.stop());
  nowMs += 4_000;
  expect(watch.stuck()).toBeNull();
  nowMs += 7_000;
  expect(watch.stuck()).toBe('The event loop stood still for 7 s.');
  nowMs += 4_900;
  expect(watch.stuck()).toContain('7 s');
  nowMs += 200;
  expect(watch.stuck()).toBeNull();
});
