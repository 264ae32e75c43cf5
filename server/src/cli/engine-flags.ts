import { setFlagsFromString } from 'node:v8';

/**
 * V8 may come to allocate what some line of code makes as if it lived long. What a request makes dies with it; one such object
 * that is guessed wrong keeps all that it leads to, whole answers, until a full collection. Imported for what it does,
 * before anything that serves requests.
 */
setFlagsFromString('--no-allocation-site-pretenuring');
