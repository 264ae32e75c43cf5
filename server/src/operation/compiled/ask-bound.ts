import type { CapabilityName, InputOf } from '@selvedge/schema';
import { type Binding, failureError, questionOf } from '../../graph/index.js';
import type { Origin, Outcome } from '../../ports/index.js';
import type { FieldPlan } from './plan.js';
import type { Run } from './run.js';
import { Thrown } from './thrown.js';

/** What a capability answered to the parents of one field. */
export interface Answers {
  /** By parent: place of its value; -1 for null. */
  places: readonly number[];
  values: readonly unknown[];
  origins: readonly (Origin | undefined)[];
}

/** Inputs for one connector, each once. */
interface Asked {
  connector: string;
  placeOf: Map<unknown, number>;
  /** Records next to each other often ask the same. */
  lastInput: unknown;
  /** -1 before the first. */
  lastPlace: number;
  inputs: InputOf<CapabilityName>[];
  places: number[];
}

/**
 * Asks a field's capability for all its parents, with each input once. The loads are under way when it returns. Never
 * rejects: an error is a `Thrown` in the place of the value.
 */
export function askBound(parents: readonly object[], field: FieldPlan, binding: Binding, run: Run): Promise<Answers> {
  const asked = new Map<string, Asked>();
  const values: unknown[] = [];
  const origins: (Origin | undefined)[] = [];
  const given = run.argumentsOf(field);
  let last: Asked | null = null;

  function groupOf(connector: string): Asked {
    let group = asked.get(connector);
    if (group === undefined) {
      group = { connector, placeOf: new Map(), lastInput: undefined, lastPlace: -1, inputs: [], places: [] };
      asked.set(connector, group);
    }
    return group;
  }

  function placeOf(parent: object): number {
    if (given instanceof Thrown) return values.push(given) - 1;
    const question = questionOf(binding, parent, given);
    if (question === null) return -1;
    const { connector, input } = question;
    // Records next to each other are mostly one connector's.
    const group = last?.connector === connector ? last : groupOf(connector);
    last = group;
    if (group.lastPlace !== -1 && group.lastInput === input) return group.lastPlace;
    let place = group.placeOf.get(input);
    if (place === undefined) {
      place = values.push(null) - 1;
      group.placeOf.set(input, place);
      group.inputs.push(input);
      group.places.push(place);
    }
    group.lastInput = input;
    group.lastPlace = place;
    return place;
  }

  const places = parents.map((parent) => {
    try {
      return placeOf(parent);
    } catch (error) {
      return values.push(new Thrown(error)) - 1;
    }
  });
  const answers = { places, values, origins };

  async function load({ connector, inputs, places: askedAt }: Asked): Promise<Answers> {
    try {
      const outcomes = await run.context.sources.loadMany(binding.capability, connector, inputs);
      outcomes.forEach((outcome, index) => {
        const place = askedAt[index] as number;
        values[place] = readValue(outcome, run);
        if (outcome.ok) origins[place] = outcome.origin;
      });
    } catch (error) {
      for (const place of askedAt) values[place] = new Thrown(error);
    }
    return answers;
  }

  const loads = [...asked.values()].map(load);
  return loads.length === 1 ? (loads[0] as Promise<Answers>) : Promise.all(loads).then(() => answers);
}

function readValue(outcome: Outcome<unknown>, { context }: Run): unknown {
  if (!outcome.ok) return new Thrown(failureError(outcome.failure, context.now()));
  context.trail.see(outcome.origin);
  return outcome.value;
}
