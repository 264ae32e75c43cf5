import { availableParallelism } from 'node:os';
import { type Line, tableOf } from './table.js';

/** The page that `npm run faults -- --write` makes of a run. */
export function documentOf(lines: readonly Line[], now: Date): string {
  const holding = lines.filter(({ verdict }) => verdict === 'holds').length;
  return `# Faults

What Selvedge promises when something breaks, and what was measured. Written by \`npm run faults -- --write\`, which starts
gateways, the vendors of the sandbox, Redis and PostgreSQL as processes of their own, breaks them from outside, and measures;
do not edit it by hand.

${now.toISOString().slice(0, 10)}, Node ${process.versions.node}, ${process.platform} ${process.arch}, ${availableParallelism()} cores. ${holding} of ${lines.length} rows hold.

${tableOf(lines)}
`;
}
