import { pathText, type SettingPath } from './setting-path.js';

export interface Interpolated {
  /** The settings with every `${…}` replaced. Values are text: what a variable holds is never read as YAML. */
  value: unknown;
  /** Paths (as text) whose value came, in whole or part, from a variable → the variable's name. */
  fromVariables: ReadonlyMap<string, string>;
  /** Paths (as text) left out because nothing but empty variables stood there → the variable's name. */
  emptied: ReadonlyMap<string, string>;
  problems: readonly InterpolationProblem[];
}

export interface InterpolationProblem {
  code: 'CONFIG_MISSING_VARIABLE' | 'CONFIG_INVALID' | 'CONFIG_SYNTAX';
  path: SettingPath;
  message: string;
}

/**
 * Replaces `${NAME}` and `${NAME:-default}` in the texts of a tree; `$${` stands for a plain `${`.
 * As in a shell, the default is taken where the variable is unset or empty. A setting left empty counts as absent.
 */
export function interpolate(root: unknown, env: Readonly<Record<string, string | undefined>>): Interpolated {
  const fromVariables = new Map<string, string>();
  const emptied = new Map<string, string>();
  const problems: InterpolationProblem[] = [];
  const value = walk(root, [], []);
  return { value, fromVariables, emptied, problems };

  function walk(node: unknown, path: SettingPath, above: readonly object[]): unknown {
    if (typeof node === 'string') return text(node, path);
    if (typeof node !== 'object' || node === null) return node;
    if (above.includes(node)) {
      problems.push({ code: 'CONFIG_SYNTAX', path, message: 'expected a value, but got an alias of what contains it' });
      return undefined;
    }
    const here = [...above, node];
    // An item left empty stays in its list, so that the others keep their places.
    if (Array.isArray(node)) {
      return node.map((child, index) => {
        const item = walk(child, [...path, index], here);
        return item === undefined ? '' : item;
      });
    }
    const walked = Object.entries(node).map(([key, child]) => [key, walk(child, [...path, key], here)] as const);
    return Object.fromEntries(walked.filter(([, child]) => child !== undefined));
  }

  function text(source: string, path: SettingPath): string | undefined {
    let variable: string | null = null;
    const result = source.replace(PLACEHOLDER, (match, name?: string, fallback?: string) => {
      if (match === '$${') return '${';
      if (name === undefined) {
        problems.push({ code: 'CONFIG_INVALID', path, message: MALFORMED });
        return match;
      }
      variable = name;
      const set = Object.hasOwn(env, name) ? env[name] : undefined;
      if (set !== undefined && (set !== '' || fallback === undefined)) return set;
      if (fallback !== undefined) return fallback;
      problems.push({ code: 'CONFIG_MISSING_VARIABLE', path, message: missing(name) });
      return match;
    });
    if (variable === null) return result;
    fromVariables.set(pathText(path), variable);
    if (result !== '') return result;
    emptied.set(pathText(path), variable);
    return undefined;
  }
}

const PLACEHOLDER = /\$\$\{|\$\{(?:([A-Za-z_]\w*)(?::-([^}]*))?\})?/g;

const MALFORMED = `expected \${NAME} or \${NAME:-default}, but got \${ followed by something else; write $\${ for a plain \${`;

const missing = (name: string) =>
  `expected the environment variable ${name}, but it is not set; set it, or give a default: \${${name}:-…}`;
