import { LineCounter, parseDocument } from 'yaml';
import type { ConfigurationProblem } from './configuration-error.js';
import { type Positions, positionsOf } from './positions.js';

export type ReadYaml =
  | { ok: true; value: unknown; positions: Positions }
  | { ok: false; problems: readonly [ConfigurationProblem] };

/** Reads one YAML document. Its problems are worded without any of the text, which may hold secrets. */
export function readYaml(text: string): ReadYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  // One mistake makes the parser stumble on; only where it first did so is worth telling.
  const [first] = [...document.errors, ...document.warnings].sort((a, b) => a.pos[0] - b.pos[0]);
  if (first !== undefined) {
    const { line, col } = lines.linePos(first.pos[0]);
    const position = { line: Math.max(line, 1), column: Math.max(col, 1) };
    const problem = isVariableInFlow(text, first.pos[0])
      ? { ...syntax('', position), message: QUOTE_VARIABLE }
      : syntax(first.message, position);
    return { ok: false, problems: [problem] };
  }
  try {
    return { ok: true, value: document.toJS(), positions: positionsOf(document, lines) };
  } catch (error) {
    // An alias of nothing, or so many of them that the file would blow up.
    return { ok: false, problems: [syntax(error instanceof Error ? error.message : String(error), null)] };
  }
}

/** Where the settings of a file's text stand; null when it cannot be read. */
export function settingPositions(text: string): Positions | null {
  const yaml = readYaml(text);
  return yaml.ok ? yaml.positions : null;
}

/** Whether the parser stumbled over the brace of an unquoted `${`, which YAML reads as a map inside `{ }` and `[ ]`. */
function isVariableInFlow(text: string, offset: number): boolean {
  return text[offset] === '{' && text[offset - 1] === '$';
}

const QUOTE_VARIABLE = `expected \${…} inside { } or [ ] to be in quotes, e.g. { port: "\${PORT}" }, but it is not`;

function syntax(message: string, position: ConfigurationProblem['position']): ConfigurationProblem {
  // What follows a colon in yaml's messages repeats the file's text.
  const reason = message.split(/: |\n/)[0]!.replace(/[:.]$/, '');
  return { code: 'CONFIG_SYNTAX', path: '', position, message: `expected YAML, but it cannot be read: ${reason}` };
}
