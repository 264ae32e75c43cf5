import { whoOf } from '../machine/index.js';
import { type Acting, type AuditLog, type Rollout, type RolloutControl, RolloutError } from '../model/index.js';

export interface AuditedOptions {
  audit: Pick<AuditLog, 'append'>;
  /** Epoch milliseconds. */
  now: () => number;
  /** Hears of a refusal that could not be recorded: whoever asked is told the refusal all the same. */
  onError: (error: unknown) => void;
}

/**
 * The control with each refusal on record. What is done is recorded by the store, in the transaction that does it, so neither
 * is there without the other; a refusal has changed nothing, and is recorded after it.
 */
export function audited(control: RolloutControl, { audit, now, onError }: AuditedOptions): RolloutControl {
  async function recorded(
    what: string,
    subject: { rollout: string } | { connector: string },
    by: Acting,
    asked: Readonly<Record<string, unknown>>,
    work: () => Promise<Rollout>,
  ): Promise<Rollout> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof RolloutError) await refused(what, subject, by, asked, error).catch(onError);
      throw error;
    }
  }

  async function refused(
    what: string,
    subject: { rollout: string } | { connector: string },
    { cause }: Acting,
    asked: Readonly<Record<string, unknown>>,
    { code, message }: RolloutError,
  ): Promise<void> {
    const about =
      'rollout' in subject
        ? { rollout: subject.rollout, connector: (await control.find(subject.rollout))?.connector ?? null }
        : { rollout: null, connector: subject.connector };
    const reason = cause.kind === 'admin' ? cause.reason : null;
    const details = { outcome: 'refused', code, message, reason, ...asked };
    await audit.append({ atMs: now(), who: whoOf(cause), what: `rollout.${what}`, ...about, details });
  }

  const change =
    (what: string, command: 'pause' | 'resume' | 'advance' | 'promote' | 'rollBack'): RolloutControl['pause'] =>
    (id, by) =>
      recorded(what, { rollout: id }, by, { expectedRevision: by.expectedRevision }, () => control[command](id, by));

  return {
    ...control,
    start: (wanted, by) =>
      recorded('start', { connector: wanted.connector }, by, { wanted: wanted.candidate }, () =>
        control.start(wanted, by),
      ),
    pause: change('pause', 'pause'),
    resume: change('resume', 'resume'),
    advance: change('advance', 'advance'),
    promote: change('promote', 'promote'),
    rollBack: change('roll-back', 'rollBack'),
    acceptDifference: (id, accepted, by) =>
      recorded('accept-difference', { rollout: id }, by, { accepted, expectedRevision: by.expectedRevision }, () =>
        control.acceptDifference(id, accepted, by),
      ),
    migratePinned: (id, migrated, by) =>
      recorded('migrate-pinned', { rollout: id }, by, { migrated, expectedRevision: by.expectedRevision }, () =>
        control.migratePinned(id, migrated, by),
      ),
  };
}
