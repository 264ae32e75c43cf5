import { alignedTable } from '../support/aligned-table.js';
import type { Proof, Scenario } from './scenario.js';

const HEAD = ['story', 'run', 'requests', 'affected', 'minutes', 'outcome', 'expected', 'verdict'] as const;

/** The runs in Markdown. */
export function tableOf(lines: readonly { scenario: Scenario; run: number; proof: Proof }[]): string {
  const rows = lines.map(({ scenario, run, proof }) => [
    scenario.what,
    String(run),
    String(proof.requests),
    proof.requests === 0 ? '–' : `${proof.affected} (${((proof.affected / proof.requests) * 100).toFixed(2)} %)`,
    (proof.seconds / 60).toFixed(2),
    [proof.outcome, ...proof.shortfalls.map((each) => `but ${each}`)].join('; '),
    scenario.expected,
    proof.shortfalls.length === 0 ? 'holds' : 'falls short',
  ]);
  return alignedTable(HEAD, rows);
}
