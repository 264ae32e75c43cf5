import { LineCounter, parseDocument } from 'yaml';
import type { ConfigurationProblem } from './configuration-error.js';
import { type Positions, positionsOf } from './positions.js';

export type ReadYaml =
  | { ok: true; value: unknown; positions: Positions }
  | { ok: false; problems: readonly [ConfigurationProblem, ...ConfigurationProblem[]] };

/** Reads one YAML document. Its problems are worded without any of the text, which may hold secrets. */
export function readYaml(text: string): ReadYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const [first, ...others] = [...document.errors, ...document.warnings].map((error): ConfigurationProblem => {
    const { line, col } = lines.linePos(error.pos[0]);
    return syntax(error.message, { line: Math.max(line, 1), column: Math.max(col, 1) });
  });
  if (first !== undefined) return { ok: false, problems: [first, ...others] };
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

function syntax(message: string, position: ConfigurationProblem['position']): ConfigurationProblem {
  // What follows a colon in yaml's messages repeats the file's text.
  const reason = message.split(/: |\n/)[0]!.replace(/[:.]$/, '');
  return { code: 'CONFIG_SYNTAX', path: '', position, message: `expected YAML, but it cannot be read: ${reason}` };
}
