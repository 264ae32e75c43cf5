import type { GraphQLFieldResolver } from 'graphql';
import type { Path } from 'graphql/jsutils/Path.js';
import { askBound } from './ask-bound.js';
import { Objects } from './frame.js';
import { addObjects, withKey } from './objects-in.js';
import { compositeOf, type FieldPlan, type Frame, type Gathered, objectPlansOf } from './plan.js';
import { readerOf } from './reader-of.js';
import type { Run } from './run.js';
import { isPromiseLike, settled } from './settled.js';
import { Thrown } from './thrown.js';

type Values = Pick<Gathered, 'places' | 'values' | 'origins'>;

/**
 * Gathers, for all objects of a frame at once, what cannot be read while text is written: capabilities are asked with
 * each input once, resolvers are called, and what they answer is gone into, level by level.
 */
export function gather(frame: Frame, run: Run): Promise<void> | undefined {
  return all(frame.plan.gathered.map((field) => begun(() => gatherField(frame, field, run))));
}

/** What fails at once rejects, so that what was begun before it is heard of when it fails too. */
function begun(begin: () => Promise<void> | undefined): Promise<void> | undefined {
  try {
    return begin();
  } catch (error) {
    return Promise.reject(error);
  }
}

function gatherField(frame: Frame, field: FieldPlan, run: Run): Promise<void> | undefined {
  const { origin } = field;
  switch (origin.from) {
    case 'capability': {
      // Everything is in one tick, so that loads of several fields travel together.
      return askBound(frame.parents, field, origin.binding, run).then(({ places, values, origins }) =>
        goInto(frame, field, { places, values, origins }, run),
      );
    }
    case 'resolver':
      return whenSettled(frame, field, resolved(frame, field, origin.resolve, run), run);
    case 'property':
    case 'derived': {
      const read = readerOf(field);
      const values = frame.parents.map((parent) => orThrown(() => read(parent, run)));
      return goInto(frame, field, { places: null, values, origins: null }, run);
    }
    case 'typename':
      return undefined;
  }
}

function whenSettled(frame: Frame, field: FieldPlan, values: unknown[], run: Run): Promise<void> | undefined {
  const done = (settledValues: readonly unknown[]): Promise<void> | undefined =>
    goInto(frame, field, { places: null, values: settledValues, origins: null }, run);
  return values.some(isPromiseLike) ? Promise.all(values).then(done) : done(values);
}

function resolved(
  { parents, paths }: Frame,
  field: FieldPlan,
  resolve: GraphQLFieldResolver<unknown, unknown>,
  run: Run,
): unknown[] {
  return parents.map((parent, index) => {
    const given = run.argumentsOf(field);
    if (given instanceof Thrown) return given;
    try {
      const info = run.infoOf(field, pathOf(field, paths[index]));
      return settled(field.value, resolve(parent, given, run.context, info));
    } catch (error) {
      return new Thrown(error);
    }
  });
}

function orThrown(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    return new Thrown(error);
  }
}

function pathOf({ responseName, parentType }: FieldPlan, parent: Path | undefined): Path {
  return withKey(parent, responseName, parentType.name);
}

/** Keeps a field's values, and gathers what their objects need. */
function goInto(frame: Frame, field: FieldPlan, values: Values, run: Run): Promise<void> | undefined {
  const plans = objectPlansOf(field.value);
  const isAbstract = compositeOf(field.value)?.kind === 'abstract';
  const needsPaths = isAbstract || plans.some((plan) => plan.needsPaths);
  const texts = field.origin.from === 'capability' && !needsPaths ? [] : null;
  if (!isAbstract && plans.every(({ gathered }) => gathered.length === 0)) {
    frame.gathered[field.place] = { ...values, starts: null, objects: null, texts };
    return undefined;
  }
  const objects = new Objects();
  const own = needsPaths ? forEachParent(values) : values;
  const starts = own.values.map((value, index) => {
    const start = objects.count;
    const path = needsPaths ? pathOf(field, frame.paths[index]) : undefined;
    addObjects(objects, field, value, path, run);
    return start;
  });
  frame.gathered[field.place] = { ...own, starts, objects, texts };
  return all(objects.frames.map((below) => gather(below, run)));
}

/** What stands at several places of the answer is gone into at each of them. */
function forEachParent({ places, values, origins }: Values): Values {
  if (places === null) return { places, values, origins };
  return {
    places: null,
    values: places.map((place) => (place === -1 ? null : values[place])),
    origins: places.map((place) => origins?.[place]),
  };
}

function all(pending: readonly (Promise<void> | undefined)[]): Promise<void> | undefined {
  const waits = pending.filter((each) => each !== undefined);
  if (waits.length < 2) return waits[0];
  return Promise.all(waits).then(() => undefined);
}
