/** What the process says to its caller. */
export const EXIT = {
  ok: 0,
  /** A problem was found, or the work failed. */
  failed: 1,
  /** The command line itself makes no sense. */
  usage: 2,
  /** The rollout that was waited for was taken back. */
  rolledBack: 3,
  /** A second signal cut the stop short; 128 and the number of SIGINT. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
