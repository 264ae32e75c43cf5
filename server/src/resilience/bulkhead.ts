import type { StopSignal } from '../ports/index.js';

/** Bounds how many calls are in flight; the others wait, each kind in its order, and hold no slot. */
export interface Bulkhead {
  /**
   * Runs the task when a slot is free. Rejects with the signal's reason when aborted while waiting.
   *
   * @param isPatient lets nine who are not go first
   */
  run<T>(signal: StopSignal, task: () => Promise<T>, isPatient?: boolean): Promise<T>;
}

const MOST_OVERTAKEN = 9;

/** @param limit slots at the moment, at least 1; may fall at any time, and rise until a task of it ends */
export function createBulkhead(limit: () => number): Bulkhead {
  let taken = 0;
  const waiting = new Set<() => void>();
  const patient = new Set<() => void>();
  /** Times that the patient were passed over since one of them had a turn. */
  let overtaken = 0;

  function isFree(isPatient: boolean): boolean {
    if (waiting.size > 0 || (isPatient && patient.size > 0) || taken >= limit()) return false;
    taken += 1;
    return true;
  }

  function turn(signal: StopSignal, row: Set<() => void>): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        row.delete(enter);
        reject(signal.reason);
      };
      row.add(enter);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  /** Whose turn it is: all others' before that of the patient, but for one in ten, so that these get on too. */
  function nextRow(): Set<() => void> {
    if (patient.size === 0) return waiting;
    if (waiting.size > 0 && overtaken < MOST_OVERTAKEN) {
      overtaken += 1;
      return waiting;
    }
    overtaken = 0;
    return patient;
  }

  /** Freed slots go straight to the longest waiting of a row, so that newcomers cannot overtake. */
  function release(): void {
    taken -= 1;
    while (waiting.size + patient.size > 0 && taken < limit()) {
      const row = nextRow();
      const enter = row.values().next().value as () => void;
      row.delete(enter);
      taken += 1;
      enter();
    }
  }

  /** The slot is free before who waits for the task hears of its end. */
  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    let done: Promise<T>;
    try {
      done = task();
    } catch (error) {
      done = Promise.reject(error);
    }
    done.then(release, release);
    return done;
  }

  return {
    run(signal, task, isPatient = false) {
      if (signal.aborted) return Promise.reject(signal.reason);
      if (isFree(isPatient)) return inTurn(task);
      return turn(signal, isPatient ? patient : waiting).then(() => inTurn(task));
    },
  };
}
