/**
 * Why Redis takes no writes, or null when an error says nothing of the kind: a replica, a full memory, too few
 * replicas, a failed save, a load from disk, a user without the right.
 *
 * @see https://redis.io/docs/latest/develop/reference/protocol-spec/#simple-errors for errors that begin with a code
 */
export function refusalIn(error: unknown): string | null {
  const message = error instanceof Error ? error.message : '';
  // Before Redis 7 an error inside a script is an ERR that quotes it after a dash.
  const code = /(?:^|: -)(READONLY|OOM|NOREPLICAS|MISCONF|MASTERDOWN|LOADING|NOPERM)\b/.exec(message)?.[1];
  return code === undefined ? null : `it refuses writes: ${code}`;
}
