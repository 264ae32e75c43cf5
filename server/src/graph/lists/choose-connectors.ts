import type { CapabilityName } from '@selvedge/schema';
import type { Sources } from '../../ports/index.js';
import { badUserInput, codedError } from '../coded-error.js';

/**
 * The connectors that were asked for, or all that offer the capability; each once, in configured order.
 * Throws `BAD_USER_INPUT`, naming those that can, when one that was asked for cannot, or the list is empty.
 */
export function chooseConnectors(
  capability: CapabilityName,
  asked: readonly string[] | null | undefined,
  sources: Sources,
): readonly string[] {
  const able = sources.offering(capability);
  if (asked == null) return able;
  const unable = asked.filter((connector) => !able.includes(connector));
  if (asked.length > 0 && unable.length === 0) return able.filter((connector) => asked.includes(connector));

  const came = unable.map((connector) => `"${connector}"`).join(', ') || 'none';
  throw badUserInput(
    `Expected "connectors" to be of those that offer ${capability} (connected: ${able.join(', ') || 'none'}), but got ${came}.`,
  );
}

/** As `chooseConnectors`, of which there must be one. Throws `CAPABILITY_MISSING` when none offers the capability. */
export function chooseSomeConnectors(
  capability: CapabilityName,
  asked: readonly string[] | null | undefined,
  sources: Sources,
): readonly string[] {
  const chosen = chooseConnectors(capability, asked, sources);
  if (chosen.length > 0) return chosen;
  throw codedError('CAPABILITY_MISSING', `Expected a connected connector that offers ${capability}, but none does.`);
}
