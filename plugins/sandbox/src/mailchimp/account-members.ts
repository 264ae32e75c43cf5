import { type Member, memberHash } from './member.js';
import { notFound } from './problem.js';
import type { ListMembers } from './world-members.js';

/**
 * The members that one account sees: the world's, with the account's own changes laid over them. Nothing is copied,
 * so that thousands of accounts cost only what each has written.
 */
export class AccountMembers {
  readonly #world: ListMembers;
  readonly #changes = new Map<string, Map<string, Member | 'gone'>>();
  readonly #forgotten = new Map<string, Set<string>>();

  constructor(world: ListMembers) {
    this.#world = world;
  }

  listIds(): string[] {
    return [...this.#world.keys()];
  }

  /** Members of a list, the world's first. @throws Problem 404 for an unknown list. */
  inList(listId: string): Iterable<Member> {
    const base = this.#baseOf(listId);
    const changes = this.#changes.get(listId);
    return changes === undefined ? base.values() : overlaid(base, changes);
  }

  /** @throws Problem 404 for an unknown list. */
  find(listId: string, hash: string): Member | null {
    const change = this.#changes.get(listId)?.get(hash);
    const member = change ?? this.#baseOf(listId).get(hash);
    return member === undefined || member === 'gone' ? null : member;
  }

  /** Adds the member or replaces the one with the same address. */
  save(member: Member): void {
    this.#changesOf(member.listId).set(memberHash(member.emailAddress), member);
  }

  /** Takes the member out; its address may come back. */
  remove(listId: string, hash: string): void {
    this.#changesOf(listId).set(hash, 'gone');
  }

  /** Takes the member out for good: its address can no longer be imported into this list. */
  forget(listId: string, hash: string): void {
    this.remove(listId, hash);
    const forgotten = this.#forgotten.get(listId) ?? new Set();
    this.#forgotten.set(listId, forgotten.add(hash));
  }

  isForgotten(listId: string, hash: string): boolean {
    return this.#forgotten.get(listId)?.has(hash) ?? false;
  }

  #baseOf(listId: string): ReadonlyMap<string, Member> {
    const base = this.#world.get(listId);
    if (base === undefined) throw notFound();
    return base;
  }

  #changesOf(listId: string): Map<string, Member | 'gone'> {
    this.#baseOf(listId);
    const changes = this.#changes.get(listId) ?? new Map<string, Member | 'gone'>();
    this.#changes.set(listId, changes);
    return changes;
  }
}

function* overlaid(
  base: ReadonlyMap<string, Member>,
  changes: ReadonlyMap<string, Member | 'gone'>,
): Generator<Member> {
  for (const [hash, member] of base) {
    const current = changes.get(hash) ?? member;
    if (current !== 'gone') yield current;
  }
  for (const [hash, member] of changes) {
    if (member !== 'gone' && !base.has(hash)) yield member;
  }
}
