import type { AuditPage } from './admin/index.js';
import type { AuditEntry, AuditPage as StoredPage } from './rollouts/model/index.js';

/** A page of the audit as admins read it. */
export function auditPage({ entries, next }: StoredPage): AuditPage {
  return {
    entries: entries.map((entry) => ({
      id: entry.id,
      atMs: entry.atMs,
      actor: entry.who,
      action: entry.what,
      subject: [entry.connector, entry.rollout].filter((part) => part !== null).join(' '),
      detail: detailOf(entry.details),
    })),
    next,
  };
}

/** e.g. `1.4.0 to 2.1.0: stepping, then paused; the vendor has an incident`. */
function detailOf(details: AuditEntry['details']): string | null {
  const { outcome, code, message, reason, stable, candidate, from, to, revision, ...rest } = details;
  const sentences =
    outcome === 'refused'
      ? [`refused: ${text(message)} [${text(code)}]`]
      : [`${text(stable)} to ${text(candidate)}: ${from === null ? text(to) : `${text(from)}, then ${text(to)}`}`];
  const others = Object.entries(rest).flatMap(([name, value]) => (value === null ? [] : [`${name} ${text(value)}`]));
  return [...sentences, ...others, ...(typeof reason === 'string' ? [reason] : [])].join('; ') || null;
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
