import { type Deed, type KeptRecords, type Rollout, RolloutError } from '../model/index.js';
import { hashesOf } from './named-callers.js';
import type { Comparison } from './parts.js';

export interface NamedDeedParts {
  readonly comparison: Pick<Comparison, 'fields'>;
  readonly kept: Pick<KeptRecords, 'callers' | 'sets'>;
}

/** Most names that a refusal lists. */
const MOST_LISTED = 10;

/** Rejects with ROLLOUT_FIELD_UNKNOWN for a field that was not compared and that the candidate does not change, ROLLOUT_NOTHING_TO_DO for one that was accepted before. */
export async function refuseUnlessAcceptable(rollout: Rollout, field: string, parts: NamedDeedParts): Promise<void> {
  const compared = await parts.comparison.fields(rollout);
  const accepted = compared.find(({ coordinate }) => coordinate === field)?.accepted ?? null;
  if (accepted !== null) {
    throw new RolloutError(
      'ROLLOUT_NOTHING_TO_DO',
      `Expected a field whose differences nobody has accepted; those of ${field} were accepted by ${accepted.by} (${accepted.reason}). Nothing was changed.`,
    );
  }
  const names = new Set([...compared.map(({ coordinate }) => coordinate), ...(await changedBy(rollout, parts))]);
  if (names.has(field)) return;
  const what = 'a field that was compared, or that the candidate changes';
  throw new RolloutError(
    'ROLLOUT_FIELD_UNKNOWN',
    names.size === 0
      ? `Expected ${what}; got "${field}", but nothing was compared yet. Accept it once it was.`
      : `Expected ${what} (${listed([...names], field)}); got "${field}".`,
  );
}

/**
 * What migrating these callers is. `before`: what the same request did, when it comes again.
 * Rejects with ROLLOUT_CALLER_UNKNOWN when one of them is not pinned, ROLLOUT_NOTHING_TO_DO when nobody is or will be.
 */
export async function migrationOf(
  rollout: Rollout,
  callers: readonly string[] | 'all',
  parts: NamedDeedParts,
  before: Deed | null,
): Promise<Deed> {
  const { id, connector, stable, plan } = rollout;
  const earlier = before !== null && 'migrated' in before ? before.migrated : null;
  if (callers === 'all') {
    const set = (await parts.kept.sets()).find((each) => each.rollout === id);
    if (earlier !== null || !set?.isComplete || set.callers > 0) return { migrated: 'all' };
    throw new RolloutError(
      'ROLLOUT_NOTHING_TO_DO',
      `Expected callers who are pinned to ${connector} ${stable}; there are none. Nothing was changed.`,
    );
  }
  const pinned = new Set(earlier === null || earlier === 'all' ? await parts.kept.callers(id) : earlier);
  const found = callers.map((name) => hashesOf(name, plan.stickyBy).filter((hash) => pinned.has(hash)));
  const unknown = callers.filter((_, at) => found[at]?.length === 0);
  if (unknown.length === 0 && callers.length > 0) return { migrated: [...new Set(found.flat())] };
  const form = FORMS[plan.stickyBy];
  throw new RolloutError(
    'ROLLOUT_CALLER_UNKNOWN',
    `Expected callers who are pinned to ${connector} ${stable} (${pinned.size} of them), each as ${form}; ${unknown.map((name) => `"${name}"`).join(', ') || 'nobody'} ${unknown.length > 1 ? 'are' : 'is'} not among them. Nothing was changed. Pinned callers are kept as hashes${pinned.size === 0 ? '' : `, which may be named too (${listed([...pinned], '')})`}.`,
  );
}

const FORMS = {
  user: 'tenant/user, or tenant/client where no user is named',
  tenant: 'tenant',
  client: 'tenant/client',
};

/** What the candidate changes, by field. */
async function changedBy({ id, connector }: Rollout, { kept }: NamedDeedParts): Promise<readonly string[]> {
  const set = (await kept.sets()).find(({ rollout }) => rollout === id);
  return (set?.coordinates ?? [])
    .map((each) => each.slice(connector.length + 1))
    .filter((each) => !each.endsWith('.*'));
}

/** Names nearest to what was meant first: of the same record, or of the same end. */
function listed(names: readonly string[], near: string): string {
  const [kind, ...rest] = near.toLowerCase().split('.');
  const end = rest.at(-1);
  const isNear = (name: string) => {
    const parts = name.toLowerCase().split('.');
    return parts[0] === kind || (end !== undefined && parts.at(-1) === end);
  };
  const sorted = [...names].sort((a, b) => Number(isNear(b)) - Number(isNear(a)) || a.localeCompare(b));
  const more = names.length > MOST_LISTED ? ` and ${names.length - MOST_LISTED} more` : '';
  return `${sorted.slice(0, MOST_LISTED).join(', ')}${more}`;
}
