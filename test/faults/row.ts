import type { Environment } from './environment.js';

/** One line of the fault ledger: a fault injected from outside the gateway, and the figure that must hold. */
export interface Row {
  /** Under which `--only` finds it. */
  name: string;
  fault: string;
  /** The figure, as the ledger promises it. */
  expected: string;
  /** Whether it has a form of a few seconds whose result does not depend on how busy the machine is. */
  hasShortForm: boolean;
  /** Whether it waits more than it works: such rows run at the same time. */
  isMostlyWaiting?: true;
  run(environment: Environment): Promise<Measured>;
}

export interface Measured {
  /** What was seen, in the words of the figure. */
  text: string;
  holds: boolean;
}

/** What was seen, and every expectation that it fell short of. */
export function measured(text: string, shortfalls: readonly (string | false)[]): Measured {
  const missed = shortfalls.filter((shortfall) => shortfall !== false);
  return { text: [text, ...missed.map((shortfall) => `but ${shortfall}`)].join('; '), holds: missed.length === 0 };
}
