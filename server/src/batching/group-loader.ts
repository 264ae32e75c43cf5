import DataLoader from 'dataloader';
import { canonical } from '../caching/index.js';

/** Asks for inputs together; one answer for each, in their order. */
export type AskTogether<O> = (inputs: readonly unknown[]) => Promise<readonly O[]>;

/** What one input came to stands in the answer of the group that it was asked with. */
interface Place<O> {
  group: { answered: Promise<readonly O[]> };
  at: number;
}

/**
 * Loads groups of inputs through a DataLoader: what is loaded in one tick is asked together, and with memory each input
 * once, for as long as the loader lives. A promise for each input, as DataLoader makes where inputs are its keys, would
 * be most of what it costs: fields ask for all their parents at once.
 */
export class GroupLoader<O> {
  readonly #groups: DataLoader<readonly unknown[], readonly O[]>;
  /** By the input's canonical text. */
  readonly #places: Map<string, Place<O>> | null;

  constructor(ask: AskTogether<O>, { remembers }: { remembers: boolean }) {
    this.#places = remembers ? new Map() : null;
    this.#groups = new DataLoader((groups) => this.#askAll(ask, groups), { cache: false });
  }

  /** Rejects when the asking did; what failed so is asked anew the next time. */
  load(inputs: readonly unknown[]): Promise<readonly O[]> {
    const places = this.#places;
    if (places === null) return this.#groups.load(inputs);
    const group = {} as Place<O>['group'];
    const fresh: unknown[] = [];
    let found: Place<O>[] | null = null;
    for (let index = 0; index < inputs.length; index += 1) {
      const key = canonical(inputs[index]);
      let place = places.get(key);
      if (place === undefined) {
        place = { group, at: fresh.push(inputs[index]) - 1 };
        places.set(key, place);
      } else found ??= inputs.slice(0, index).map((_, at) => ({ group, at }));
      found?.push(place);
    }
    // Even where all are known: what depends on them is asked with what depends on the others of this tick.
    group.answered = this.#groups.load(fresh);
    return found === null ? group.answered : gathered(group, found);
  }

  async #askAll(ask: AskTogether<O>, groups: readonly (readonly unknown[])[]): Promise<readonly (readonly O[])[]> {
    const inputs = groups.length === 1 ? (groups[0] as readonly unknown[]) : groups.flat();
    if (inputs.length === 0) return groups.map(() => []);
    let answers: readonly O[];
    try {
      answers = await ask(inputs);
    } catch (error) {
      for (const input of inputs) this.#places?.delete(canonical(input));
      throw error;
    }
    if (groups.length === 1) return [answers];
    let end = 0;
    return groups.map((group) => {
      end += group.length;
      return answers.slice(end - group.length, end);
    });
  }
}

async function gathered<O>(own: Place<O>['group'], places: readonly Place<O>[]): Promise<readonly O[]> {
  await own.answered;
  const answers: O[] = [];
  for (const { group, at } of places) answers.push((await group.answered)[at] as O);
  return answers;
}
