import { userInfo } from 'node:os';

/** Name of the user who runs this process; null where the system knows none, as in some containers. */
export function userName(): string | null {
  try {
    return userInfo().username || null;
  } catch {
    return null;
  }
}
