import { type GraphQLResolveInfo, getArgumentValues } from 'graphql';
import type { Path } from 'graphql/jsutils/Path.js';
import type { GraphContext } from '../../ports/index.js';
import type { FieldPlan, OperationPlan } from './plan.js';
import { Thrown } from './thrown.js';

/** One execution of a plan: what its fields are given. */
export class Run {
  readonly #arguments = new Map<FieldPlan, Record<string, unknown> | Thrown>();

  constructor(
    readonly plan: OperationPlan,
    readonly context: GraphContext,
    /** Coerced. */
    readonly variables: Record<string, unknown>,
    readonly rootValue: unknown,
  ) {}

  /** A field's arguments are the same for all its parents; an error in them is each parent's. */
  argumentsOf(field: FieldPlan): Record<string, unknown> | Thrown {
    if (field.definition.args.length === 0) return {};
    let values = this.#arguments.get(field);
    if (values === undefined) {
      values = this.#readArguments(field);
      this.#arguments.set(field, values);
    }
    return values instanceof Thrown ? values : { ...values };
  }

  #readArguments({ definition, nodes }: FieldPlan): Record<string, unknown> | Thrown {
    try {
      return getArgumentValues(definition, nodes[0] as FieldPlan['nodes'][number], this.variables);
    } catch (error) {
      return new Thrown(error);
    }
  }

  infoOf({ definition, nodes, parentType }: FieldPlan, path: Path): GraphQLResolveInfo {
    return {
      ...this.plan.info,
      fieldName: definition.name,
      fieldNodes: nodes,
      returnType: definition.type,
      parentType,
      path,
      rootValue: this.rootValue,
      variableValues: this.variables,
    };
  }
}
