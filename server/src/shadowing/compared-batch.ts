import type { Call, Outcome } from '../ports/index.js';
import type { Assignment } from '../rollouts/model/index.js';
import { type ComparedRead, compareAnswers } from '../rollouts/shadow/index.js';
import type { CallBudget } from './call-budget.js';
import type { FreshRead, FreshReads, ReadBatch } from './fresh-reads.js';
import { shuffled } from './shuffled.js';

/** Inputs of one batch that are read again. */
const MOST_INPUTS = 20;

export interface ComparedBatchOptions {
  assignment: Assignment;
  account: FreshReads;
  budget: CallBudget;
  call: Call;
  /** A number in [0, 1). */
  random: () => number;
}

export type ComparedBatch =
  /** A version lacks the capability, or no input can be asked of both. */
  | { is: 'not-comparable' }
  | { is: 'over-budget' }
  /** Inputs that a side failed are no difference; they are counted by side. */
  | { is: 'read'; reads: readonly ComparedRead[]; stableFailed: number; candidateFailed: number };

/**
 * Asks a batch of both versions, stable twice, one after the other in random order: whatever changes at the vendor meanwhile falls on each
 * alike. Never rejects.
 */
export async function comparedBatch(batch: ReadBatch, options: ComparedBatchOptions): Promise<ComparedBatch> {
  const { assignment, account, budget, call, random } = options;
  const stable = account.read(assignment.stable, batch.capability);
  const candidate = account.read(assignment.candidate, batch.capability);
  if (stable === null || candidate === null) return { is: 'not-comparable' };
  const inputs = batch.inputs
    .filter((input) => isFirstPage(input) && stable.isAtOnce(input) && candidate.isAtOnce(input))
    .slice(0, Math.min(MOST_INPUTS, stable.largestBatch, candidate.largestBatch));
  if (inputs.length === 0) return { is: 'not-comparable' };
  const reservation = budget.reserve(2 * stable.callsFor(inputs.length) + candidate.callsFor(inputs.length));
  if (reservation === null) return { is: 'over-budget' };
  try {
    const answers = await readAll(inputs, { first: stable, second: stable, candidate }, call, random);
    return compared(inputs.length, answers, batch, stable, call);
  } finally {
    reservation.settle();
  }
}

/** A further page is asked for by a cursor, which is of the version that made it. */
function isFirstPage(input: unknown): boolean {
  return typeof input !== 'object' || input === null || !('after' in input) || input.after === null;
}

type Reading = 'first' | 'second' | 'candidate';
type Answers = Partial<Record<Reading, readonly Outcome<unknown>[]>>;

/** What the three answer; those after one that failed altogether are spared, as nothing could be compared with it. */
async function readAll(
  inputs: readonly unknown[],
  reads: Readonly<Record<Reading, FreshRead>>,
  call: Call,
  random: () => number,
): Promise<Answers> {
  const answers: Answers = {};
  for (const reading of shuffled(['first', 'second', 'candidate'] as const, random)) {
    const outcomes = await reads[reading].source(inputs, call);
    answers[reading] = outcomes;
    if (call.signal.aborted || outcomes.every(({ ok }) => !ok)) break;
  }
  return answers;
}

function compared(
  inputs: number,
  { first, second, candidate }: Answers,
  { capability }: ReadBatch,
  { shape }: FreshRead,
  { fieldsOf = () => null }: Call,
): ComparedBatch {
  const asked = { capability, shape, fieldsOf };
  const reads: ComparedRead[] = [];
  let [stableFailed, candidateFailed] = [0, 0];
  for (let at = 0; at < inputs; at++) {
    const [one, again, other] = [first?.[at], second?.[at], candidate?.[at]];
    if (one?.ok === false || again?.ok === false) stableFailed += 1;
    else if (other?.ok === false) candidateFailed += 1;
    else if (one?.ok && again?.ok && other?.ok) {
      reads.push({
        candidate: compareAnswers(one.value, other.value, asked),
        noise: compareAnswers(one.value, again.value, asked),
      });
    }
  }
  return { is: 'read', reads, stableFailed, candidateFailed };
}
