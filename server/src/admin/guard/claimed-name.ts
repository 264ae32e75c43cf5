import { AdminRefusal } from './admin-refusal.js';

/** Header in which an admin says who acts: free text, UTF-8. Nobody checks it; the audit calls it claimed. */
export const ACTOR_HEADER = 'selvedge-actor';

const LONGEST = 100;

/** The name that the header claims; null when there is none. Throws AdminRefusal for what is no name. */
export function claimedName(header: string | readonly string[] | undefined): string | null {
  if (header === undefined || header === '') return null;
  // Node reads headers as Latin-1, whatever was sent.
  const name = typeof header === 'string' ? Buffer.from(header, 'latin1').toString('utf8').trim() : '';
  if (name !== '' && name.length <= LONGEST && !/\p{C}/u.test(name)) return name;
  throw new AdminRefusal(
    'ADMIN_ACTOR_INVALID',
    400,
    `Selvedge-Actor: expected the name of who acts, 1 to ${LONGEST} characters of UTF-8 without control characters; it is recorded in the audit.`,
  );
}
