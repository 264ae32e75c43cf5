import type { AccountBase } from './account-base.js';
import { notFound } from './klaviyo-error.js';
import type { ImportJob } from './stored-import.js';
import type { StoredProfile } from './stored-profile.js';

/**
 * What one account sees: the world's profiles and lists, with the account's own changes laid over them. Nothing is
 * copied, so that thousands of accounts cost only what each has written.
 */
export class Account {
  readonly base: AccountBase;
  readonly jobs = new Map<string, ImportJob>();
  readonly #changes = new Map<string, StoredProfile | 'gone'>();
  /** Ids by the addresses that were ever written here. */
  readonly #written = new Map<string, string>();
  readonly #joined = new Map<string, Map<string, number>>();
  #serial = 0;

  constructor(base: AccountBase) {
    this.base = base;
  }

  /** An id of 26 digits and letters that nothing else in the account has. */
  nextId(): string {
    this.#serial += 1;
    return `01SANDBOX${String(this.#serial).padStart(17, '0')}`;
  }

  /** In the order of their creation here: the world's first. */
  *profiles(): Generator<StoredProfile> {
    for (const profile of this.base.profiles.values()) {
      const current = this.#changes.get(profile.id) ?? profile;
      if (current !== 'gone') yield current;
    }
    for (const [id, change] of this.#changes) {
      if (change !== 'gone' && !this.base.profiles.has(id)) yield change;
    }
  }

  profile(id: string): StoredProfile | null {
    const profile = this.#changes.get(id) ?? this.base.profiles.get(id);
    return profile === undefined || profile === 'gone' ? null : profile;
  }

  /** `email`: in any case. */
  profileByEmail(email: string): StoredProfile | null {
    const wanted = email.toLowerCase();
    for (const ids of [this.#written, this.base.profileIdByEmail]) {
      const profile = this.profile(ids.get(wanted) ?? '');
      if (profile?.email === wanted) return profile;
    }
    return null;
  }

  save(profile: StoredProfile): void {
    this.#changes.set(profile.id, profile);
    if (profile.email !== null) this.#written.set(profile.email, profile.id);
  }

  /** Takes a profile out of the account and of its lists. */
  erase(id: string): void {
    this.#changes.set(id, 'gone');
  }

  /** Profiles of a list and when they joined, earliest first. @throws KlaviyoError 404 for an unknown list. */
  members(listId: string): { profile: StoredProfile; joinedAt: number }[] {
    const joined = [...this.#baseMembers(listId), ...(this.#joined.get(listId) ?? [])];
    return joined.flatMap(([id, joinedAt]) => {
      const profile = this.profile(id);
      return profile === null ? [] : [{ profile, joinedAt }];
    });
  }

  /** Adds a profile to a list; one that is in it stays as it is. @throws KlaviyoError 404 for an unknown list. */
  join(listId: string, profileId: string, now: number): void {
    if (this.#baseMembers(listId).has(profileId)) return;
    const joined = this.#joined.get(listId) ?? new Map<string, number>();
    if (!joined.has(profileId)) this.#joined.set(listId, joined.set(profileId, now));
  }

  listIdsOf(profileId: string): string[] {
    const own = [...this.#joined].filter(([, members]) => members.has(profileId)).map(([listId]) => listId);
    return [...(this.base.listIdsByProfile.get(profileId) ?? []), ...own];
  }

  #baseMembers(listId: string): ReadonlyMap<string, number> {
    const members = this.base.members.get(listId);
    if (members === undefined) throw notFound(`A list with id ${listId}`);
    return members;
  }
}
