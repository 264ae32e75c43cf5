import { type ConnectorChoice, type GateSubject, passed, refused, shown } from './connectors/index.js';
import { extendedGraph } from './extended-graph.js';
import { viewChanges } from './operation/index.js';
import type { GateResult } from './rollouts/model/index.js';

/** Whether callers of every major can go on as they do when the candidate's additions to the graph take the place of stable's. */
export async function extensionGate(
  choices: ReadonlyMap<string, ConnectorChoice>,
  { stable, candidate }: GateSubject,
): Promise<GateResult> {
  if (stable.definition.graph === undefined && candidate.definition.graph === undefined)
    return passed('graph-extension');
  const promoted = new Map(choices).set(candidate.id, { id: candidate.id, stable: candidate, candidate: null });
  const [before, after] = [await extendedGraph(choices), await extendedGraph(promoted)];
  if (after.problems.length > 0) {
    return refused('graph-extension', ...after.problems.map(({ code, message }) => `${message} [${code}]`));
  }
  const changes = viewChanges(before.graph, after.graph);
  const told = changes.map(({ major, change }) => `v${major}: ${change}`);
  const breaking = changes.filter(({ breaks }) => breaks);
  if (breaking.length > 0) {
    return refused(
      'graph-extension',
      'Expected every operation that is valid to stay valid, but these changes break some. Add new fields and keep the old ones.',
      ...breaking.map(({ major, change }) => `v${major}: ${change}`),
    );
  }
  return told.length === 0 ? passed('graph-extension') : shown('graph-extension', ...told);
}
