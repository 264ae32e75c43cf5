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

/** What lets each of those in who wait, in their order. */
type Row = Set<() => void>;

interface Rows {
  waiting: Row;
  patient: Row;
}

/** @param bound slots at the moment, at least 1; may fall at any time, and rise until a task of it ends */
export function createBulkhead(bound: { readonly limit: number }): Bulkhead {
  return new Slots(bound);
}

class Slots implements Bulkhead {
  readonly #bound: { readonly limit: number };
  /** Made when somebody has to wait: most vendors always have a slot. */
  #rows: Rows | null = null;
  #taken = 0;
  /** In both rows. */
  #inRow = 0;
  /** Times that the patient were passed over since one of them had a turn. */
  #overtaken = 0;

  constructor(bound: { readonly limit: number }) {
    this.#bound = bound;
  }

  run<T>(signal: StopSignal, task: () => Promise<T>, isPatient = false): Promise<T> {
    if (signal.aborted) return Promise.reject(signal.reason);
    if (this.#isFree(isPatient)) {
      this.#taken += 1;
      return this.#inTurn(task);
    }
    this.#rows ??= { waiting: new Set(), patient: new Set() };
    return this.#turn(signal, isPatient ? this.#rows.patient : this.#rows.waiting).then(() => this.#inTurn(task));
  }

  #isFree(isPatient: boolean): boolean {
    if (this.#taken >= this.#bound.limit) return false;
    return this.#inRow === 0 || (this.#rows?.waiting.size === 0 && !isPatient);
  }

  #turn(signal: StopSignal, row: Row): Promise<void> {
    return new Promise((resolve, reject) => {
      const enter = (): void => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = (): void => {
        if (row.delete(enter)) this.#inRow -= 1;
        reject(signal.reason);
      };
      row.add(enter);
      this.#inRow += 1;
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  /** Whose turn it is: all others' before that of the patient, but for one in ten, so that these get on too. */
  #nextRow({ waiting, patient }: Rows): Row {
    if (patient.size === 0) return waiting;
    if (waiting.size > 0 && this.#overtaken < MOST_OVERTAKEN) {
      this.#overtaken += 1;
      return waiting;
    }
    this.#overtaken = 0;
    return patient;
  }

  /** Freed slots go straight to the longest waiting of a row, so that newcomers cannot overtake. */
  #release(): void {
    this.#taken -= 1;
    while (this.#rows !== null && this.#inRow > 0 && this.#taken < this.#bound.limit) {
      const row = this.#nextRow(this.#rows);
      const enter = row.values().next().value as () => void;
      row.delete(enter);
      this.#inRow -= 1;
      this.#taken += 1;
      enter();
    }
  }

  /** The slot is free before who waits for the task hears of its end. */
  #inTurn<T>(task: () => Promise<T>): Promise<T> {
    let done: Promise<T>;
    try {
      done = task();
    } catch (error) {
      done = Promise.reject(error);
    }
    const release = (): void => this.#release();
    done.then(release, release);
    return done;
  }
}
