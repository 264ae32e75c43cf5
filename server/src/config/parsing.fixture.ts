import { ConfigurationError, parseConfiguration } from './index.js';

/** A configuration of one connector and one tenant, whose connection's token is `pat-secret`. */
export const MINIMAL = `connectors:
  hubspot: { version: ^1.0.0 }
tenants:
  acme:
    connections:
      hubspot:
        credential: { type: token, token: pat-secret }
`;

/** Parses a text as if it stood in `/etc/selvedge/selvedge.yaml`. */
export const parse = (text: string, env: Record<string, string> = {}) =>
  parseConfiguration(text, { file: '/etc/selvedge/selvedge.yaml', env });

/** What the work refuses; throws when it refuses nothing. */
export function problemsOf(work: () => unknown): ConfigurationError {
  try {
    work();
  } catch (error) {
    if (error instanceof ConfigurationError) return error;
    throw error;
  }
  throw new Error('expected a ConfigurationError');
}

/** Messages that a text is refused with, one a problem. */
export const lines = (text: string, env: Record<string, string> = {}) =>
  problemsOf(() => parse(text, env)).message.split('\n');
