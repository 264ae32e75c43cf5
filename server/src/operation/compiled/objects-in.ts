import { defaultTypeResolver, type GraphQLAbstractType } from 'graphql';
import type { Path } from 'graphql/jsutils/Path.js';
import type { Objects } from './frame.js';
import { NotPlanned } from './not-planned.js';
import type { FieldPlan, ObjectPlan, ValuePlan } from './plan.js';
import type { Run } from './run.js';
import { isPromiseLike } from './settled.js';
import { Thrown } from './thrown.js';

/** Adds the objects in a field's value in the order in which text is written. `path`: of the field, where it is needed. */
export function addObjects(objects: Objects, field: FieldPlan, value: unknown, path: Path | undefined, run: Run): void {
  add(field.value, value, path);

  function add(plan: ValuePlan, each: unknown, at: Path | undefined): void {
    switch (plan.kind) {
      case 'nonNull':
        add(plan.of, each, at);
        return;
      case 'list':
        if (!Array.isArray(each)) return;
        for (let index = 0; index < each.length; index++) {
          add(plan.of, each[index], at === undefined ? undefined : withKey(at, index));
        }
        return;
      case 'object':
        if (isObject(each)) objects.add(plan.plan, each, at);
        return;
      case 'abstract':
        if (isObject(each)) objects.add(concretePlan(plan.type, plan.plans, each), each, at);
        return;
      case 'leaf':
    }
  }

  function concretePlan(type: GraphQLAbstractType, plans: ReadonlyMap<string, ObjectPlan>, each: object): ObjectPlan {
    const name = typeNameOf(type, each);
    const plan = typeof name === 'string' ? plans.get(name) : undefined;
    if (plan === undefined) throw new NotPlanned(`a "${type.name}" whose type is not told at once`);
    return plan;
  }

  function typeNameOf(type: GraphQLAbstractType, each: object): unknown {
    try {
      const resolve = type.resolveType ?? defaultTypeResolver;
      return resolve(each, run.context, run.infoOf(field, path as Path), type);
    } catch {
      return undefined;
    }
  }
}

/** How many objects `addObjects` would add. */
export function countObjects(plan: ValuePlan, value: unknown): number {
  switch (plan.kind) {
    case 'nonNull':
      return countObjects(plan.of, value);
    case 'list':
      return Array.isArray(value) ? value.reduce<number>((sum, item) => sum + countObjects(plan.of, item), 0) : 0;
    case 'leaf':
      return 0;
    default:
      return isObject(value) ? 1 : 0;
  }
}

/** Whether a value stands for an object of the graph, rather than for an error or for nothing. */
export function isObject(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    !(value instanceof Thrown) &&
    !(value instanceof Error) &&
    !isPromiseLike(value)
  );
}

export function withKey(prev: Path | undefined, key: string | number, typename?: string): Path {
  return { prev, key, typename };
}
