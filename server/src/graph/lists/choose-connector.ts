import type { CapabilityName } from '@selvedge/schema';
import type { Sources } from '../../ports/index.js';
import { codedError } from '../coded-error.js';

/**
 * The connector that was asked for, or the first that offers the capability.
 * Throws `CONNECTOR_NOT_CONNECTED` or `CAPABILITY_MISSING`, naming those that could answer.
 */
export function chooseConnector(
  capability: CapabilityName,
  asked: string | null | undefined,
  sources: Sources,
): string {
  const offering = sources.offering(capability);
  const chosen = asked ?? offering[0];
  if (chosen === undefined) {
    throw codedError('CAPABILITY_MISSING', `Expected a connected connector that offers ${capability}, but none does.`);
  }
  if (offering.includes(chosen)) return chosen;

  const able = `${capability} (connected: ${offering.join(', ') || 'none'})`;
  if (sources.version(chosen) === null) {
    throw codedError('CONNECTOR_NOT_CONNECTED', `Expected a connected connector with ${able}, but got "${chosen}".`);
  }
  throw codedError('CAPABILITY_MISSING', `Expected a connector with ${able}, but "${chosen}" does not offer it.`);
}
