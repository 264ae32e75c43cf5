import { randomUUID } from 'node:crypto';

/** An admin's view of a rollout. */
export interface SeenRollout {
  id: string;
  revision: number;
  standing: { state: string; weight: number; hold: string | null };
  comparison: readonly SeenField[];
  history: readonly { to: { state: string; weight: number } }[];
}

export interface SeenField {
  coordinate: string;
  verdict: 'CLEAN' | 'DIFFERENT' | 'UNDECIDED' | 'ACCEPTED';
  pairs: number;
  differing: number;
  acceptedReason: string | null;
  classes: readonly { class: string }[];
}

export interface SeenGate {
  gate: string;
  outcome: string;
  lines: readonly string[];
}

export interface AdminPlan {
  steps: readonly ({ shadow: number } | { weight: number })[];
  stickyBy: 'USER' | 'TENANT' | 'CLIENT';
  toleratedMismatch: number;
}

/** Steers one rollout through the admin endpoint of a sandbox, which asks for no token. */
export interface RolloutAdmin {
  /** What the gates say of a start. */
  gates(): Promise<readonly SeenGate[]>;
  start(): Promise<void>;
  look(): Promise<SeenRollout>;
  accept(coordinate: string, reason: string): Promise<void>;
  advance(): Promise<void>;
}

const SEEN = `id revision standing { state weight hold } history { to { state weight } }
  comparison { coordinate verdict pairs differing acceptedReason classes { class } }`;
const CHANGE = '$id: ID!, $revision: Int!, $key: String!';
const CHANGED = 'id: $id, expectedRevision: $revision, idempotencyKey: $key';

export function rolloutAdmin(url: string, connector: string, candidate: string, plan: AdminPlan): RolloutAdmin {
  let id = '';

  // biome-ignore lint/suspicious/noExplicitAny: what the operation selected
  async function ask(query: string, variables: Record<string, unknown>): Promise<any> {
    const response = await fetch(`${url}/admin/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as { data: unknown; errors?: unknown };
    if (errors !== undefined) throw new Error(`The admin endpoint refused: ${JSON.stringify(errors)}`);
    return data;
  }

  async function look(): Promise<SeenRollout> {
    return (await ask(`query ($id: ID!) { rollout(id: $id) { ${SEEN} } }`, { id })).rollout;
  }

  /** At the revision that is the last one: between looking and acting the evidence may have made another. */
  async function change(mutation: (change: string) => string, more: string, variables: object): Promise<void> {
    const query = `mutation (${CHANGE}${more}) { ${mutation(CHANGED)} { id } }`;
    const { revision } = await look();
    await ask(query, { id, revision, key: randomUUID(), ...variables });
  }

  return {
    look,
    async gates() {
      const query = `query ($connector: String!, $candidate: String!, $plan: RolloutPlanInput) {
        plannedRollout(connector: $connector, candidate: $candidate, plan: $plan) { gates { gate outcome lines } }
      }`;
      return (await ask(query, { connector, candidate, plan })).plannedRollout.gates;
    },
    async start() {
      const query = `mutation ($connector: String!, $candidate: String!, $key: String!, $plan: RolloutPlanInput) {
        startRollout(connector: $connector, candidate: $candidate, idempotencyKey: $key, plan: $plan) { id }
      }`;
      id = (await ask(query, { connector, candidate, key: randomUUID(), plan })).startRollout.id;
    },
    accept: (coordinate, reason) =>
      change(
        (arguments_) => `acceptDifference(${arguments_}, coordinate: $coordinate, reason: $reason)`,
        ', $coordinate: String!, $reason: String!',
        { coordinate, reason },
      ),
    advance: () => change((arguments_) => `advanceRollout(${arguments_})`, '', {}),
  };
}
