import { OTHER_EXECUTORS } from '../../../graph/testing/other-executors.js';

// Loaded when it is first used, since few tests execute operations.
OTHER_EXECUTORS.push(async (execution) => {
  const { compiled } = await import('./also-compiled.js');
  return compiled(execution);
});
