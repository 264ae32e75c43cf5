export type ConfigurationErrorCode =
  /** The file does not exist. */
  | 'CONFIG_NOT_FOUND'
  /** The file exists and cannot be read. */
  | 'CONFIG_UNREADABLE'
  /** Not YAML, or not one document of plain settings. */
  | 'CONFIG_SYNTAX'
  /** A `${NAME}` without a default names a variable that is not set. */
  | 'CONFIG_MISSING_VARIABLE'
  /** A setting is missing, or its value has the wrong type, form or size. */
  | 'CONFIG_INVALID'
  /** No setting has this name. */
  | 'CONFIG_UNKNOWN_KEY'
  /** A tenant or connector is named that the file does not define. */
  | 'CONFIG_UNKNOWN_REFERENCE'
  /** Two clients share an id or a key. */
  | 'CONFIG_DUPLICATE'
  /** Sandbox mode, which asks nobody who they are, on an address that others can reach. */
  | 'CONFIG_SANDBOX_EXPOSED';

/** One thing wrong with a configuration. */
export interface ConfigurationProblem {
  code: ConfigurationErrorCode;
  /** Setting, e.g. `connectors.hubspot.version` or `clients[0].tenant`; empty for the file as a whole. */
  path: string;
  /** Counted from 1; null where the problem is the whole file. */
  position: { line: number; column: number } | null;
  /** What was expected and what came; never a secret. */
  message: string;
}

/** Everything wrong with a configuration, in the order of the file. Its message lists all problems, one a line. */
export class ConfigurationError extends Error {
  /** Code of the first problem. */
  readonly code: ConfigurationErrorCode;
  readonly file: string;
  readonly problems: readonly ConfigurationProblem[];

  constructor(file: string, problems: readonly [ConfigurationProblem, ...ConfigurationProblem[]]) {
    super(problems.map((problem) => describeProblem(file, problem)).join('\n'));
    this.name = 'ConfigurationError';
    this.code = problems[0].code;
    this.file = file;
    this.problems = problems;
  }
}

/** One line: `file:line:column: setting: what is wrong [CODE]`. */
export function describeProblem(
  file: string,
  { code, path, position, message }: Omit<ConfigurationProblem, 'code'> & { code: string },
): string {
  const place = position === null ? file : `${file}:${position.line}:${position.column}`;
  return `${place}: ${path === '' ? '' : `${path}: `}${message} [${code}]`;
}
