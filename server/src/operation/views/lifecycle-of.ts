import { LIFECYCLE, type MemberLifecycle } from '@selvedge/schema';

/** Anything of a schema that can carry a lifecycle: a field, an argument, an input field, an enum value. */
export interface LifecycleCarrier {
  extensions?: Readonly<Record<string, unknown>> | null | undefined;
}

/** The member's lifecycle record; an empty one when it has none, as it has then lived since major 1. */
export function lifecycleOf(carrier: LifecycleCarrier): MemberLifecycle {
  const record = carrier.extensions?.[LIFECYCLE];
  return isRecord(record) ? record : ALWAYS;
}

/** Whether a major shows a member with this record. */
export function isShown(life: MemberLifecycle, major: number): boolean {
  return (life.since ?? 1) <= major && major < (life.removedIn ?? Number.POSITIVE_INFINITY);
}

const ALWAYS: MemberLifecycle = {};

/** `@Lifecycle` has checked the record's type where it was written; nothing else uses the key. */
function isRecord(value: unknown): value is MemberLifecycle {
  return typeof value === 'object' && value !== null;
}
