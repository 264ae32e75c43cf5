import { periodStart, slowThresholdOf } from '../counting/index.js';
import { type ClosedPeriod, closePeriod, type Reading, type Test, testsOf } from '../evidence/index.js';
import { countedOf, watchedOf } from '../machine/index.js';
import type { CountIncrement, LeaseTerm, Rollout, RolloutPlan, Transition } from '../model/index.js';
import { type CallerHistories, countedPeriod, stableHistory } from './counted-period.js';
import type { ControlParts } from './parts.js';
import { firstAnsweredMs, type PeriodFrame, periodFrames } from './period-frames.js';

/** Every process knows by then what is slow, and counts it. */
const SLOW_KNOWN_AFTER_MS = 5_000;
/** Every process has told of a period by then; a period is kept for good from then on. */
const CLOSED_AFTER_MS = 5_000;
const HOUR_MS = 60 * 60_000;
const HISTORY_MS = 7 * 24 * HOUR_MS;

/** Puts together what is known of rollouts from what is stored. */
export interface EvidenceReader {
  /** All that the judge wants to know; null where nothing is counted. */
  read(rollout: Rollout): Promise<Reading | null>;
  /** Keeps the periods that are over, so that they need not be counted again. For who holds the lease. */
  closePeriods(rollout: Rollout, lease: LeaseTerm): Promise<void>;
  /** What is slow, by stable's calls of this period, in milliseconds; null while they are too few or nothing is counted. */
  slowThresholdMs(rollout: Rollout): Promise<number | null>;
}

type Parts = Pick<ControlParts, 'records' | 'counts' | 'periods' | 'usage' | 'comparison' | 'now'>;

/** What does not change while the revision does not. */
interface Known {
  readonly revision: number;
  readonly history: readonly Transition[];
  readonly histories: CallerHistories;
  /** What the rollout is judged by. */
  readonly tests: readonly Test[];
  closed: ReadonlyMap<number, ClosedPeriod>;
  /** The closed periods as they were last given: the same list is given again while nothing came to it. */
  given: readonly ClosedPeriod[];
}

/** Rollouts of which something is remembered: those looked at last. */
const MOST_KNOWN = 100;

export function createEvidenceReader(parts: Parts): EvidenceReader {
  const { records, counts, periods, usage, comparison, now } = parts;
  const known = new Map<string, Known>();

  async function knownOf(rollout: Rollout): Promise<Known> {
    const before = known.get(rollout.id);
    if (before?.revision === rollout.revision) return before;
    const history = await records.history(rollout.id);
    const histories =
      before !== undefined && before.histories.size > 0 ? before.histories : await callersOf(rollout, history);
    const after = {
      revision: rollout.revision,
      history,
      histories,
      tests: testsOf(rollout.plan.analysis, slowSinceMs(rollout.plan, history)),
      closed: before?.closed ?? new Map(),
      given: before?.given ?? [],
    };
    known.delete(rollout.id);
    known.set(rollout.id, after);
    for (const id of known.keys()) if (known.size > MOST_KNOWN) known.delete(id);
    return after;
  }

  /** Whole hours before the candidate answered anybody: everybody was on stable. */
  async function callersOf({ connector, plan }: Rollout, history: readonly Transition[]): Promise<CallerHistories> {
    const firstMs = firstAnsweredMs(plan, history);
    if (firstMs === null) return new Map();
    const untilMs = Math.floor(firstMs / HOUR_MS) * HOUR_MS;
    const callers = await usage.history(connector, untilMs - HISTORY_MS, untilMs - 1);
    const ours = callers.filter(({ caller }) => caller.startsWith(`${plan.stickyBy}:`));
    return new Map(ours.map((each) => [each.caller, each]));
  }

  /** The closed periods that are kept, and the frames of all. */
  async function framesOf(rollout: Rollout): Promise<{ about: Known; frames: readonly PeriodFrame[] }> {
    const about = await knownOf(rollout);
    const frames = periodFrames(rollout.plan, about.history, now());
    if (frames.some((frame) => frame.endedAtMs !== null && !about.closed.has(frame.startedAtMs)))
      await readClosed(rollout, about);
    return { about, frames };
  }

  async function readClosed(rollout: Rollout, about: Known): Promise<void> {
    about.closed = new Map((await periods.closed(rollout.id)).map((period) => [period.startedAtMs, period]));
  }

  async function readingOf(
    rollout: Rollout,
    about: Known,
    frame: PeriodFrame,
    closed: readonly ClosedPeriod[],
  ): Promise<Reading> {
    const current = countedPeriod(frame, await counts.read(rollout.id, frame.startedAtMs), about.histories);
    const { steps, analysis } = rollout.plan;
    return {
      steps,
      analysis,
      tests: about.tests,
      history: stableHistory(about.histories),
      closed,
      current,
      comparison: 'clean',
    };
  }

  /** The periods that are over, kept ones as they are kept. `onCounted` hears of the others. */
  async function closedOf(
    rollout: Rollout,
    { about, frames }: { about: Known; frames: readonly PeriodFrame[] },
    onCounted: (period: ClosedPeriod, endedAtMs: number) => Promise<void>,
  ): Promise<readonly ClosedPeriod[]> {
    const closed: ClosedPeriod[] = [];
    for (const frame of frames) {
      if (frame.endedAtMs === null) break;
      const kept = about.closed.get(frame.startedAtMs);
      const period = kept ?? closePeriod(await readingOf(rollout, about, frame, closed));
      if (kept === undefined) await onCounted(period, frame.endedAtMs);
      closed.push(period);
    }
    if (closed.length !== about.given.length || closed.some((each, at) => each !== about.given[at]))
      about.given = closed;
    return about.given;
  }

  return {
    async read(rollout) {
      const at = watchedOf(rollout.plan, rollout.state);
      if (at === null) return null;
      const framed = await framesOf(rollout);
      const verdict = await comparison.verdict(rollout);
      if (at.weight === 0) {
        const frame = { startedAtMs: at.sinceMs, endedAtMs: null, step: at.step, weight: 0 };
        const current = countedPeriod(frame, [], framed.about.histories);
        const { steps, analysis } = rollout.plan;
        return { steps, analysis, tests: framed.about.tests, history: {}, closed: [], current, comparison: verdict };
      }
      const closed = await closedOf(rollout, framed, async () => {});
      const frame = framed.frames.at(-1);
      if (frame === undefined) return null;
      const reading = await readingOf(rollout, framed.about, frame, closed);
      // Nothing is compared any more: who let a rollout go on undecided is not asked again.
      return { ...reading, comparison: verdict === 'undecided' ? 'clean' : verdict };
    },

    async closePeriods(rollout, lease) {
      const framed = await framesOf(rollout);
      let isKept = false;
      await closedOf(rollout, framed, async (period, endedAtMs) => {
        if (now() < endedAtMs + CLOSED_AFTER_MS) return;
        await periods.close(rollout.id, period, lease);
        isKept = true;
      });
      if (isKept) await readClosed(rollout, framed.about);
    },

    async slowThresholdMs(rollout) {
      const at = countedOf(rollout.state);
      if (at === null) return null;
      const all = await counts.read(rollout.id, periodStart(at.sinceMs, now()));
      return slowThresholdOf(all.map(badOf));
    },
  };
}

/** Since when what is slow is counted everywhere, epoch milliseconds; null while it is not known. */
function slowSinceMs(plan: RolloutPlan, history: readonly Transition[]): number | null {
  const known = history.find(({ to }) => (watchedOf(plan, to)?.slowAfterMs ?? null) !== null);
  return known === undefined ? null : known.atMs + SLOW_KNOWN_AFTER_MS;
}

function badOf({ bad }: CountIncrement): Readonly<Record<string, number>> {
  return bad;
}
