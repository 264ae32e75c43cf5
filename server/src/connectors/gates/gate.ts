import type { GateResult } from '../../rollouts/model/index.js';
import type { LoadedConnector } from '../load.js';

/** What a gate looks at. */
export interface GateSubject {
  stable: LoadedConnector;
  candidate: LoadedConnector;
}

export const passed = (gate: GateResult['gate'], ...lines: readonly string[]): GateResult => ({
  gate,
  outcome: 'passed',
  lines,
});

/** Nothing is recorded to check it by. */
export const unknown = (gate: GateResult['gate'], ...lines: readonly string[]): GateResult => ({
  gate,
  outcome: 'unknown',
  lines,
});

export const shown = (gate: GateResult['gate'], ...lines: readonly string[]): GateResult => ({
  gate,
  outcome: 'shown',
  lines,
});

export const refused = (gate: GateResult['gate'], ...lines: readonly string[]): GateResult => ({
  gate,
  outcome: 'refused',
  lines,
});

/** Shows what the candidate has more and less than stable; passes where that is nothing. */
export function compared(
  gate: GateResult['gate'],
  before: readonly string[],
  after: readonly string[],
  say: { gained(name: string): string; lost(name: string): string },
): GateResult {
  const lines = [
    ...after.filter((name) => !before.includes(name)).map(say.gained),
    ...before.filter((name) => !after.includes(name)).map(say.lost),
  ];
  return lines.length === 0 ? passed(gate) : shown(gate, ...lines);
}
