/** What `--json` prints of an error. */
export interface ErrorReport {
  error: {
    /** FAILED where the error has none. */
    code: string;
    message: string;
    stack?: string;
  };
}

/** @param inFull with where the error comes from */
export function errorReport(error: unknown, inFull: boolean): ErrorReport {
  const code = codeOf(error) ?? 'FAILED';
  const text = error instanceof Error ? error.message : String(error);
  const suffix = ` [${code}]`;
  const message = text.endsWith(suffix) ? text.slice(0, -suffix.length) : text;
  return { error: { code, message, ...(inFull ? { stack: inDetail(error) } : {}) } };
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
}

/** An error with its stack and what caused it. */
export function inDetail(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? '' : `\nCaused by: ${inDetail(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
