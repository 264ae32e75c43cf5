import type { FieldPlan, WriteObject } from './plan.js';
import { isPlain } from './string-text.js';
import { fieldWriter, readyText } from './write-field.js';

/**
 * A function that writes the fields of one object type as JSON, made for this selection. The names in its code are the
 * schema's; what comes from the request, such as aliases, is given to it as data. Quotes around a string are written with
 * the keys before and after it: each join costs twice, when it is made and when the whole is written out.
 */
export function objectWriter(fields: readonly FieldPlan[]): WriteObject {
  if (fields.length === 0) return () => '{}';
  const keys = fields.map(({ responseName }, at) => `${at === 0 ? '{' : ','}"${responseName}":`);
  const writers = fields.map(fieldWriter);
  const code = [
    '"use strict";',
    ...fields.flatMap((_, at) => [
      `const key${at} = keys[${at}], write${at} = writers[${at}];`,
      `const opening${at} = key${at} + '"', closing${at} = '"' + key${at}, between${at} = '"' + opening${at};`,
    ]),
    'return (parent, index, gathered, writer) => {',
    'let value, text = "", isOpen = false;',
    ...fields.map(statementOf),
    `return isOpen ? text + '"}' : text + "}";`,
    '};',
  ].join('\n');
  return new Function('keys', 'writers', 'isPlain', 'readyText', code)(
    keys,
    writers,
    isPlain,
    readyText,
  ) as WriteObject;
}

/**
 * A property of a common scalar is written where it stands, and so is what a capability answered to an earlier object. For
 * whatever else there is, the field's writer is called.
 */
function statementOf(field: FieldPlan, at: number): string {
  const general = `write${at}(parent, index, gathered, writer)`;
  const key = `text += isOpen ? closing${at} : key${at};`;
  const written = (text: string): string => `${key} text += ${text}; isOpen = false;`;
  if (field.origin.from === 'capability') return written(`readyText(gathered[${field.place}], index) ?? ${general}`);
  const isRead = field.origin.from === 'property' && field.place === -1 && field.definition.args.length === 0;
  const leaf = field.value.kind === 'nonNull' ? field.value.of : field.value;
  if (!isRead || leaf.kind !== 'leaf' || leaf.scalar === null) return written(general);
  const read = `value = parent.${nameOf(field)};`;
  const whenNull = field.value.kind === 'nonNull' ? '' : 'value === null ? "null" : ';
  switch (leaf.scalar) {
    case 'String':
    case 'ID':
      return [
        read,
        'if (typeof value === "string" && isPlain(value)) {',
        `text += isOpen ? between${at} : opening${at}; text += value; isOpen = true;`,
        '} else {',
        written(`${whenNull}typeof value === "string" ? JSON.stringify(value) : ${general}`),
        '}',
      ].join('\n');
    case 'Int':
      return `${read} ${written(`${whenNull}typeof value === "number" && (value | 0) === value ? (value | 0) : ${general}`)}`;
    case 'Boolean':
      return `${read} ${written(`${whenNull}value === true ? "true" : value === false ? "false" : ${general}`)}`;
  }
}

/** A field's name, once more made sure of, since it becomes code. */
function nameOf({ definition: { name } }: FieldPlan): string {
  if (!/^[_A-Za-z]\w*$/.test(name)) throw new TypeError(`Expected a GraphQL name, got ${JSON.stringify(name)}.`);
  return name;
}
