/** Texts named `…json` hold JSON, numbers named `…_at` epoch milliseconds; both databases keep them alike. */
export interface Tables {
  selvedge_migrations: { name: string; applied_at: number };
  selvedge_version: { id: number; version: number };
  selvedge_leases: { name: string; holder: string; term: number; expires_at: number };
  selvedge_rollouts: {
    id: string;
    connector: string;
    stable: string;
    candidate: string;
    plan_json: string;
    state_json: string;
    /** 1 until the rollout has ended. */
    in_progress: number;
    /** How long the version that was left stays loaded; null where none does. */
    kept_until_at: number | null;
    revision: number;
    created_at: number;
  };
  selvedge_transitions: {
    rollout: string;
    revision: number;
    at: number;
    cause_json: string;
    from_state: string | null;
    to_json: string;
    evidence_json: string | null;
  };
  /** `scope`: a rollout's id, or empty for those that made one. */
  selvedge_rollout_keys: { scope: string; key: string; fingerprint: string; rollout: string; revision: number };
  selvedge_counts: {
    rollout: string;
    period_at: number;
    step: number;
    side: string;
    caller: string;
    measure: string;
    amount: number;
  };
  selvedge_periods: { rollout: string; started_at: number; period_json: string };
  selvedge_compared: {
    rollout: string;
    coordinate: string;
    pairs: number;
    candidate_only: number;
    noise_only: number;
    accepted_by: string | null;
    accepted_reason: string | null;
    accepted_at: number | null;
  };
  selvedge_compared_classes: { rollout: string; coordinate: string; class: string; amount: number };
  selvedge_samples: {
    rollout: string;
    coordinate: string;
    position: number;
    at: number;
    class: string;
    stable: string;
    candidate: string;
  };
  /** Whom a rollout keeps on stable; `version` grows with each change. */
  selvedge_kept_sets: {
    rollout: string;
    coordinates_json: string;
    is_complete: number;
    /** 1 once everybody was let go: nobody is added after that. */
    migrated_all: number;
    version: number;
  };
  selvedge_kept: { rollout: string; caller: string; migrated: number };
  selvedge_audit: {
    id: string;
    at: number;
    who: string;
    what: string;
    rollout: string | null;
    connector: string | null;
    details_json: string;
  };
  selvedge_history: { connector: string; hour_at: number; caller: string; measure: string; amount: number };
  selvedge_touched: { caller: string; coordinate: string; hour_at: number };
  /** Processes that hold something below, and until when the others take them to live. */
  selvedge_processes: { id: string; alive_until_at: number };
  /** `claim`: of who holds the key at the moment, a process being `holder`. */
  selvedge_once: {
    scope: string;
    key: string;
    value_json: string | null;
    kept_until_at: number;
    claim: string | null;
    holder: string | null;
  };
  selvedge_jobs: {
    id: string;
    owner: string;
    connector: string;
    kind: string;
    idempotency_key: string | null;
    created_at: number;
    progress_json: string;
    total: number;
    accepted: number;
    failed: number;
    /** The process that got the upload. */
    writer: string | null;
  };
  selvedge_job_results: { job: string; position: number; result_json: string };
}

/** What a dump holds, parents before children. The rest is of the running processes. */
export const DUMPED_TABLES = [
  'selvedge_rollouts',
  'selvedge_transitions',
  'selvedge_rollout_keys',
  'selvedge_counts',
  'selvedge_periods',
  'selvedge_compared',
  'selvedge_compared_classes',
  'selvedge_samples',
  'selvedge_kept_sets',
  'selvedge_kept',
  'selvedge_audit',
  'selvedge_history',
  'selvedge_touched',
  'selvedge_once',
  'selvedge_jobs',
  'selvedge_job_results',
] as const satisfies readonly (keyof Tables)[];

/** Every table, in an order in which they can be dropped. */
export const DROP_ORDER: readonly (keyof Tables)[] = [
  ...[...DUMPED_TABLES].reverse(),
  'selvedge_processes',
  'selvedge_leases',
  'selvedge_version',
  'selvedge_migrations',
];

/** Those of a database's tables that are a store's; it may hold others of other programs. */
export function ownTables<T extends { readonly name: string }>(tables: readonly T[]): readonly T[] {
  return tables.filter(({ name }) => name.startsWith('selvedge_'));
}
