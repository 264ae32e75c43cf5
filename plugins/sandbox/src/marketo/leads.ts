import type { MarketoLead, World } from '../world/world.js';
import { type Lead, leadOf } from './lead.js';

/** The leads that all accounts share, indexed once. */
export class SharedLeads {
  readonly #byId = new Map<number, MarketoLead>();
  readonly #idsByEmail = new Map<string, number[]>();
  #lastId = 0;

  constructor({ marketoLeads }: World) {
    for (const lead of marketoLeads) {
      this.#byId.set(lead.id, lead);
      const key = lead.email.toLowerCase();
      const ids = this.#idsByEmail.get(key);
      if (ids) ids.push(lead.id);
      else this.#idsByEmail.set(key, [lead.id]);
      this.#lastId = Math.max(this.#lastId, lead.id);
    }
  }

  get lastId(): number {
    return this.#lastId;
  }

  get(id: number): Lead | undefined {
    const known = this.#byId.get(id);
    return known && leadOf(known);
  }

  /** `email` in lower case. */
  idsByEmail(email: string): readonly number[] {
    return this.#idsByEmail.get(email) ?? [];
  }
}

/** One account's leads: the shared ones, and over them what this account has written and deleted. */
export class AccountLeads {
  readonly #shared: SharedLeads;
  readonly #written = new Map<number, Lead>();
  readonly #deleted = new Set<number>();
  readonly #writtenByEmail = new Map<string, Set<number>>();
  #nextId: number;

  constructor(shared: SharedLeads) {
    this.#shared = shared;
    this.#nextId = shared.lastId + 1;
  }

  get(id: number): Lead | undefined {
    return this.#deleted.has(id) ? undefined : (this.#written.get(id) ?? this.#shared.get(id));
  }

  /** Every lead with this address, in any case, oldest id first: several may have one. */
  byEmail(email: string): Lead[] {
    const key = email.toLowerCase();
    const ids = new Set([...this.#shared.idsByEmail(key), ...(this.#writtenByEmail.get(key) ?? [])]);
    return [...ids]
      .sort((one, other) => one - other)
      .flatMap((id) => this.get(id) ?? [])
      .filter(({ values }) => values.email?.toLowerCase() === key);
  }

  newId(): number {
    const id = this.#nextId;
    this.#nextId += 1;
    return id;
  }

  save(lead: Lead): void {
    this.#written.set(lead.id, lead);
    const key = lead.values.email?.toLowerCase();
    if (key === undefined) return;
    const ids = this.#writtenByEmail.get(key) ?? new Set();
    this.#writtenByEmail.set(key, ids.add(lead.id));
  }

  delete(id: number): void {
    this.#deleted.add(id);
  }
}
