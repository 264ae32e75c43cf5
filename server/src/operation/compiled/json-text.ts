import type { FormattedExecutionResult } from 'graphql';

/** Data that is JSON text already, in the place where an answer has its data. */
export class JsonText {
  constructor(readonly text: string) {}

  /** The data as plain values, for whoever looks into an answer. */
  toJSON(): unknown {
    return JSON.parse(this.text);
  }
}

/** JSON text of an answer, whose parts Apollo Server has put in the specification's order. */
export function stringifyResult(result: FormattedExecutionResult): string {
  const { data } = result;
  if (!(data instanceof JsonText)) return `${JSON.stringify(result)}\n`;
  const members = Object.entries(result)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `"${name}":${value === data ? data.text : JSON.stringify(value)}`);
  return `{${members.join(',')}}\n`;
}
