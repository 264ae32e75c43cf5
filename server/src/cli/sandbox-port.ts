/** Where the local vendors listen unless told otherwise. */
export const DEFAULT_SANDBOX_PORT = 4010;

/** The port in `SELVEDGE_SANDBOX_PORT`, or the default. Throws when it is no port. */
export function sandboxPort(env: Readonly<Record<string, string | undefined>>): number {
  const text = env.SELVEDGE_SANDBOX_PORT;
  if (text === undefined || text === '') return DEFAULT_SANDBOX_PORT;
  const port = parsePort(text);
  if (port !== null) return port;
  throw new Error(`SELVEDGE_SANDBOX_PORT: expected a port from 0 to 65535, but got "${text}".`);
}

/** A port as it is written, 0 to 65535; null when the text is none. */
export function parsePort(text: string): number | null {
  return /^\d{1,5}$/.test(text) && Number(text) <= 65_535 ? Number(text) : null;
}

/** Says which setting moves the local vendors to another port; an error of another kind is returned as it is. */
export function explainSandboxFailure(error: unknown, port: number, setting: string): unknown {
  if (!isPortTaken(error)) return error;
  const message = `Port ${port} is taken by another process, so the sandbox cannot listen there. Stop that one, or choose another port with ${setting}; 0 takes any free one.`;
  return new Error(message, { cause: error });
}

function isPortTaken(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return ('code' in error && error.code === 'EADDRINUSE') || isPortTaken(error.cause);
}
