/**
 * Loaded into a gateway before anything else (`node --import`): SIGUSR2 makes it collect all garbage and write the heap
 * that is in use, in bytes, to the file in FAULTS_HEAP.
 */
import { writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

process.on('SIGUSR2', () => {
  collectGarbage();
  collectGarbage();
  writeFileSync(process.env.FAULTS_HEAP ?? '', String(process.memoryUsage().heapUsed));
});
