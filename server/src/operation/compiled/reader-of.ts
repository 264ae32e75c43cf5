import { NotPlanned } from './not-planned.js';
import type { FieldPlan, Writer } from './plan.js';
import { Thrown } from './thrown.js';

/** How a field's value is read from its parent, where nobody need be asked for it. */
export function readerOf(field: FieldPlan): (parent: object, operation: Pick<Writer, 'argumentsOf'>) => unknown {
  const read = plainReaderOf(field);
  if (field.definition.args.length === 0) return read;
  return (parent, operation) => {
    // Nobody uses them, but they may be wrong.
    const given = operation.argumentsOf(field);
    return given instanceof Thrown ? given : read(parent);
  };
}

function plainReaderOf({ origin, definition: { name } }: FieldPlan): (parent: object) => unknown {
  if (origin.from === 'derived') return origin.derive;
  return (parent) => {
    const value: unknown = Reflect.get(parent, name);
    if (typeof value === 'function') throw new NotPlanned('a method in the place of a property');
    return value;
  };
}
