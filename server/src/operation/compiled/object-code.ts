import { quoted } from './leaf-text.js';
import type { FieldPlan, WriteObject } from './plan.js';
import { fieldWriter, readyText } from './write-field.js';

/**
 * A function that writes the fields of one object type as JSON, made for this selection. The names in its code are the
 * schema's; what comes from the request, such as aliases, is given to it as data.
 */
export function objectWriter(fields: readonly FieldPlan[]): WriteObject {
  if (fields.length === 0) return () => '{}';
  const keys = fields.map(({ responseName }, at) => `${at === 0 ? '{' : ','}"${responseName}":`);
  const writers = fields.map(fieldWriter);
  const code = [
    '"use strict";',
    ...fields.map((_, at) => `const key${at} = keys[${at}], write${at} = writers[${at}];`),
    'return (parent, index, gathered, writer) => {',
    'let value;',
    ...fields.map(
      (field, at) => `${at === 0 ? 'let text =' : 'text +='} key${at}; text += ${expressionOf(field, at)};`,
    ),
    'return text + "}";',
    '};',
  ].join('\n');
  return new Function('keys', 'writers', 'quoted', 'readyText', code)(keys, writers, quoted, readyText) as WriteObject;
}

/**
 * A property of a common scalar is written where it stands, and so is what a capability answered to an earlier object. For
 * whatever else there is, the field's writer is called.
 */
function expressionOf(field: FieldPlan, at: number): string {
  const general = `write${at}(parent, index, gathered, writer)`;
  if (field.origin.from === 'capability') return `(readyText(gathered[${field.place}], index) ?? ${general})`;
  const isPlain = field.origin.from === 'property' && field.place === -1 && field.definition.args.length === 0;
  const plain = isPlain ? plainText(field) : null;
  if (plain === null) return general;
  return `(value = parent.${nameOf(field)}, ${plain} : ${general})`;
}

function plainText({ value: plan }: FieldPlan): string | null {
  const leaf = plan.kind === 'nonNull' ? plan.of : plan;
  if (leaf.kind !== 'leaf') return null;
  const whenNull = plan.kind === 'nonNull' ? '' : 'value === null ? "null" : ';
  switch (leaf.scalar) {
    case 'String':
    case 'ID':
      return `${whenNull}typeof value === "string" ? quoted(value)`;
    case 'Int':
      return `${whenNull}typeof value === "number" && (value | 0) === value ? (value | 0)`;
    case 'Boolean':
      return `${whenNull}value === true ? "true" : value === false ? "false"`;
    default:
      return null;
  }
}

/** A field's name, once more made sure of, since it becomes code. */
function nameOf({ definition: { name } }: FieldPlan): string {
  if (!/^[_A-Za-z]\w*$/.test(name)) throw new TypeError(`Expected a GraphQL name, got ${JSON.stringify(name)}.`);
  return name;
}
