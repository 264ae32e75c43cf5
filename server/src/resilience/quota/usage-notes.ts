import type { WindowUsage } from './ledger.js';
import type { WindowUse } from './window-use.js';

/** How one window of an account stands. */
export interface WindowStanding extends WindowUsage {
  /** When the window opens again, epoch milliseconds; null for one that rolls. */
  resetsAtMs: number | null;
}

/** What was last known of an account's windows, by the calls that were sent to it. */
export interface UsageNotes {
  note(usage: readonly WindowUsage[], windows: readonly WindowUse[]): void;
  /** Every window that a call was counted in, as that call found it; what is wholly past by now is empty. */
  read(): readonly WindowStanding[];
}

/** `now`: epoch milliseconds. */
export function createUsageNotes(now: () => number): UsageNotes {
  const noted = new Map<string, { usage: WindowUsage; span: WindowUse['span']; atMs: number }>();
  return {
    note(usage, windows) {
      const atMs = now();
      usage.forEach((each, index) => {
        const span = windows[index]?.span;
        if (span !== undefined) noted.set(each.name, { usage: each, span, atMs });
      });
    },
    read() {
      const nowMs = now();
      return [...noted.values()].map(({ usage, span, atMs }) => {
        const endsAtMs = atMs + (span.kind === 'day' ? span.leftMs : span.ms);
        const used = nowMs < endsAtMs ? usage.used : 0;
        return { ...usage, used, resetsAtMs: span.kind === 'day' && nowMs < endsAtMs ? endsAtMs : null };
      });
    },
  };
}
