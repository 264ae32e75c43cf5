import type { Admission } from '../admin/guard/admission.js';
import type { Configuration } from '../config/index.js';

export interface Welcome {
  /** Base URL of the gateway. */
  gateway: string;
  /** Base URL of the local vendors; null where they were not started. */
  sandbox: string | null;
  mode: Configuration['mode'];
  /** Who is let in at the admin path. */
  admins: Admission['kind'];
  /** Processes that serve; null where this one does. */
  workers: number | null;
  /** What the configuration likely lacks, one sentence each. */
  warnings: readonly string[];
}

/** What `start` prints once it listens: where everything is, what can be asked, how to stop. */
export function welcome({ gateway, sandbox, mode, admins, workers, warnings }: Welcome): string {
  const lines = [
    '',
    `Selvedge is listening (${mode} mode).`,
    '',
    `  GraphQL v2   ${gateway}/v2/graphql`,
    `  GraphQL v1   ${gateway}/v1/graphql`,
    ...graphiql(mode),
    ...admin(gateway, admins),
    ...(sandbox === null ? [] : [`  Sandbox      ${sandbox}/   vendors, their tokens, and faults on demand`]),
    ...(workers === null ? [] : [`  Workers      ${workers}; SIGHUP reads the configuration again`]),
    '',
    ...(mode === 'sandbox' ? ['Ask it something:', '', `  ${curl(gateway)}`, ''] : []),
    ...warnings.map((warning) => `Warning: ${warning}`),
    ...(warnings.length === 0 ? [] : ['']),
    'Ctrl-C stops it.',
    '',
  ];
  return `${lines.join('\n')}\n`;
}

const SAMPLE_QUERY = '{ customers(first: 3) { edges { node { fullName emails } } } }';

function graphiql(mode: Configuration['mode']): string[] {
  switch (mode) {
    case 'sandbox':
      return ['  GraphiQL     open either of them in a browser'];
    case 'development':
      return ['  GraphiQL     open either of them in a browser; under "Headers" put {"X-API-Key": "<your key>"}'];
    case 'production':
      return ['  Callers      send X-API-Key or Authorization: Bearer; GraphiQL is not served in production mode'];
  }
}

function admin(gateway: string, admins: Admission['kind']): string[] {
  const asked = `or selvedge rollout status${gateway === COMMAND_DEFAULT ? '' : ` --url ${gateway}`}`;
  switch (admins) {
    case 'nobody':
      return [];
    case 'anybody':
      return [`  Admin        ${gateway}/admin/graphql   asks for no token in a sandbox; ${asked}`];
    case 'token':
      return [`  Admin        ${gateway}/admin/graphql   Authorization: Bearer <admin token>; ${asked}`];
    default:
      return admins satisfies never;
  }
}

/** Where commands look for a gateway when nothing says otherwise. */
const COMMAND_DEFAULT = 'http://127.0.0.1:4000';

function curl(gateway: string): string {
  const body = JSON.stringify({ query: SAMPLE_QUERY });
  return `curl -s ${gateway}/v2/graphql -H 'content-type: application/json' -d '${body}'`;
}
