/** Offers operations at constant rates; started by `load.ts`, which tells it what and hears what came of it. */
import { openLoop } from '../support/open-loop.js';
import type { LoadOptions } from './load.js';

process.once('message', async ({ streams, seconds }: LoadOptions) => {
  const results = await Promise.all(streams.map((stream) => openLoop(stream, seconds)));
  process.send?.(results, () => process.exit(0));
});
