import type { GateResult } from './control.js';
import { RolloutError } from './errors.js';

/** The error for a candidate that a gate refuses, with what each of them says; null when none does. */
export function gateRefusal(candidate: string, gates: readonly GateResult[]): RolloutError | null {
  const refusing = gates.filter(({ outcome }) => outcome === 'refused');
  if (refusing.length === 0) return null;
  const reasons = refusing.map(({ gate, lines }) => `${gate}: ${lines.join(' ')}`).join('\n');
  return new RolloutError('ROLLOUT_GATE_REFUSED', `${candidate} may not get any traffic:\n${reasons}`);
}
