import type { Launch } from './contender.ts';
import type { PinnedProcess } from './pinned-process.ts';

/** A server that has been started, and the script with which it is to be loaded. */
export interface Target extends Pick<Launch, 'textOf'> {
  child: PinnedProcess;
  /** Where it answers GraphQL. */
  url: string;
  headers: Readonly<Record<string, string>>;
  /** Path of the wrk script, which is yet to be written. */
  script: string;
}

/** Writes a target's script, once the server answers as it should; rejects with what it answers instead. */
export type WriteLoad = (target: Target) => Promise<void>;
