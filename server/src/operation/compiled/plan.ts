import type {
  FieldNode,
  GraphQLAbstractType,
  GraphQLError,
  GraphQLField,
  GraphQLFieldResolver,
  GraphQLObjectType,
  GraphQLResolveInfo,
} from 'graphql';
import type { Path } from 'graphql/jsutils/Path.js';
import type { Binding, Derivation } from '../../graph/index.js';
import type { Origin } from '../../ports/index.js';
import type { Thrown } from './thrown.js';

/** How one operation is executed, for one assignment of the variables that `@skip` and `@include` go by. */
export interface OperationPlan {
  root: ObjectPlan;
  /** What every resolver of the operation sees, but for the field's own part. */
  info: Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'operation'>;
}

/** The fields selected of objects of one type, in the order of the answer. */
export interface ObjectPlan {
  readonly type: GraphQLObjectType;
  readonly fields: readonly FieldPlan[];
  /** The fields whose values are gathered before text is written; `FieldPlan.place` is the place in here. */
  readonly gathered: readonly FieldPlan[];
  /** Whether a resolver below is told where in the answer it is. Where none is, equal objects make equal text. */
  readonly needsPaths: boolean;
  readonly write: WriteObject;
}

/** JSON text of one object: what was gathered for its frame, and its index there. Throws what nulls it. */
export type WriteObject = (parent: object, index: number, gathered: GatheredFields, writer: Writer) => string;

/** By place of the field; see `ObjectPlan.gathered`. */
export type GatheredFields = readonly (Gathered | undefined)[];

/** What was gathered of one field, for all objects of a frame. */
export interface Gathered {
  /** By the object's index: place of its value in `values`, -1 for null. Null: the index itself. */
  readonly places: readonly number[] | null;
  /** A `Thrown` where there was an error. */
  readonly values: readonly unknown[];
  /** By place: where the value came from; null where nobody asks. */
  readonly origins: readonly (Origin | undefined)[] | null;
  /** By place: number of the first of the value's objects. Null: its objects are written without frames. */
  readonly starts: readonly number[] | null;
  readonly objects: NumberedObjects | null;
  /** By place: text that was made once and serves every object with the same value; null where it may not. */
  readonly texts: (string | undefined)[] | null;
}

/** The objects in a field's values, numbered in the order in which text is written. */
export interface NumberedObjects {
  frameAt(number: number): Frame;
  /** The object's index in its frame. */
  indexAt(number: number): number;
}

/** Objects of one type that stand at one place of the operation, all of which are worked on at once. */
export interface Frame {
  readonly plan: ObjectPlan;
  readonly parents: object[];
  /** Where each is in the answer; empty where no field below asks. */
  readonly paths: (Path | undefined)[];
  readonly gathered: (Gathered | undefined)[];
}

/** Where the writing of an answer's text has got to, and the errors on the way. */
export interface Writer {
  /** Path of what is being written. */
  readonly path: (string | number)[];
  /** Grows with all that is told per path; text during which it has grown cannot serve a second place. */
  readonly told: number;
  argumentsOf(field: FieldPlan): Record<string, unknown> | Thrown;
  /** The value at the path came from there. */
  note(origin: Origin): void;
  /** The error of what stands at the path so far, or of what was below it. */
  located(error: unknown, field: FieldPlan): GraphQLError;
  record(error: GraphQLError): void;
}

export interface FieldPlan {
  readonly responseName: string;
  readonly nodes: readonly FieldNode[];
  readonly definition: GraphQLField<unknown, unknown>;
  readonly parentType: GraphQLObjectType;
  readonly origin: FieldOrigin;
  readonly value: ValuePlan;
  /** Place among the gathered fields of its object; -1 for one whose value is read while text is written. */
  readonly place: number;
}

/** Where a field's value comes from. */
export type FieldOrigin =
  | { from: 'typename' }
  | { from: 'property' }
  | { from: 'derived'; derive: Derivation }
  | { from: 'capability'; binding: Binding }
  | { from: 'resolver'; resolve: GraphQLFieldResolver<unknown, unknown> };

/** What becomes of a value, by its type. */
export type ValuePlan =
  | { kind: 'leaf'; text: LeafText; scalar: BuiltInScalar | null }
  | { kind: 'object'; plan: ObjectPlan }
  | { kind: 'abstract'; type: GraphQLAbstractType; plans: ReadonlyMap<string, ObjectPlan> }
  | { kind: 'list'; of: ValuePlan }
  | { kind: 'nonNull'; of: ValuePlan };

/** A scalar of the specification that common values are written of without a call. */
export type BuiltInScalar = 'String' | 'ID' | 'Int' | 'Boolean';

/** JSON text of a value of a scalar or enum; throws when the type cannot represent it. */
export type LeafText = (value: unknown) => string;

/** The plan behind list and non-null, with null for a leaf. */
export function compositeOf(value: ValuePlan): Exclude<ValuePlan, { kind: 'leaf' | 'list' | 'nonNull' }> | null {
  switch (value.kind) {
    case 'list':
    case 'nonNull':
      return compositeOf(value.of);
    case 'leaf':
      return null;
    default:
      return value;
  }
}

/** The object plans that a value may lead to. */
export function objectPlansOf(value: ValuePlan): readonly ObjectPlan[] {
  const composite = compositeOf(value);
  if (composite === null) return [];
  return composite.kind === 'object' ? [composite.plan] : [...composite.plans.values()];
}
