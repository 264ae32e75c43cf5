import { randomUUID } from 'node:crypto';

/** What a test looks at of a rollout, as the admin endpoint tells it. */
export interface ShownRollout {
  id: string;
  connector: string;
  stable: string;
  candidate: string;
  revision: number;
  standing: { state: string; step: number | null; weight: number; hold: string | null; why: string | null };
  evidence: { outcome: string; hold: string | null; reason: string | null; figures: Figures } | null;
  history: ShownTransition[];
}

export interface ShownTransition {
  revision: number;
  /** ISO 8601. */
  at: string;
  cause: string;
  by: string | null;
  reason: string | null;
  from: string | null;
  to: { state: string; step: number | null; weight: number; hold: string | null };
}

interface Figures {
  lnEvidence: number | null;
  requestsSeen: number;
  requestsWanted: number;
  tests: { test: string; candidate: Side; stable: Side; ratioUpperEnd: number | null }[];
}

interface Side {
  events: number;
  bad: number;
}

export interface WantedPlan {
  steps?: readonly ({ shadow: number } | { weight: number })[];
  advance?: 'AUTOMATIC' | 'APPROVAL';
  stickyBy?: 'USER' | 'TENANT' | 'CLIENT';
  writesFromStep?: number;
  analysis?: Readonly<Record<string, number>>;
}

export type AdminCommand = 'pause' | 'resume' | 'advance' | 'promote' | 'rollBack';

/** The admin endpoint of a gateway. What it refuses is thrown as AdminRefusal. */
export interface Admin {
  // A test looks into whatever it asked for.
  // biome-ignore lint/suspicious/noExplicitAny: the shape is the operation's
  ask(query: string, variables?: Readonly<Record<string, unknown>>): Promise<any>;
  start(connector: string, candidate: string, plan: WantedPlan, key?: string): Promise<ShownRollout>;
  find(id: string): Promise<ShownRollout>;
  command(command: AdminCommand, rollout: { id: string; revision: number }, key?: string): Promise<ShownRollout>;
  /** Asks of it as it is now; where the gateway itself changed it between the reading and the asking, once more. */
  commandNow(command: AdminCommand, id: string): Promise<ShownRollout>;
}

export class AdminRefusal extends Error {
  constructor(
    readonly code: string,
    message: string,
    readonly extensions: Readonly<Record<string, unknown>>,
  ) {
    super(message);
  }
}

const SIDE = '{ events bad }';
const STANDING = '{ state step weight hold why }';
const ROLLOUT = `id connector stable candidate revision standing ${STANDING}
  evidence { outcome hold reason figures { lnEvidence requestsSeen requestsWanted
    tests { test candidate ${SIDE} stable ${SIDE} ratioUpperEnd } } }
  history { revision at cause by reason from to ${STANDING} }`;

/** `token`: left out where a sandbox asks for none. */
export function adminOf(url: string, token?: string): Admin {
  const headers = {
    'content-type': 'application/json',
    'selvedge-actor': 'ada',
    ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
  };

  const ask: Admin['ask'] = async (query, variables = {}) => {
    const response = await fetch(`${url}/admin/graphql`, {
      method: 'POST',
      headers,
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as {
      data: unknown;
      errors?: { message: string; extensions?: { code?: string } }[];
    };
    const first = errors?.[0];
    if (first !== undefined)
      throw new AdminRefusal(first.extensions?.code ?? 'UNCODED', first.message, { ...first.extensions });
    return data;
  };

  const admin: Admin = {
    ask,
    async start(connector, candidate, plan, key = randomUUID()) {
      const { started } = await ask(
        `mutation ($connector: String!, $candidate: String!, $plan: RolloutPlanInput, $key: String!) {
          started: startRollout(connector: $connector, candidate: $candidate, plan: $plan, idempotencyKey: $key) { ${ROLLOUT} } }`,
        { connector, candidate, plan, key },
      );
      return started;
    },
    async find(id) {
      const { rollout } = await ask(`query ($id: ID!) { rollout(id: $id) { ${ROLLOUT} } }`, { id });
      return rollout;
    },
    async command(command, { id, revision }, key = randomUUID()) {
      const { changed } = await ask(
        `mutation ($id: ID!, $revision: Int!, $key: String!) {
          changed: ${command}Rollout(id: $id, expectedRevision: $revision, idempotencyKey: $key) { ${ROLLOUT} } }`,
        { id, revision, key },
      );
      return changed;
    },
    async commandNow(command, id) {
      const now = async () => admin.command(command, await admin.find(id));
      return now().catch((error: unknown) => {
        if (error instanceof AdminRefusal && error.code === 'ROLLOUT_REVISION_STALE') return now();
        throw error;
      });
    },
  };
  return admin;
}
