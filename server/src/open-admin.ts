import { type AdminEndpoint, type AdminEndpointOptions, admissionOf, createAdminEndpoint } from './admin/index.js';
import { type AdminSourcesParts, createAdminSources } from './admin-sources.js';
import type { Configuration } from './config/index.js';

export interface OpenAdminOptions extends AdminSourcesParts, Pick<AdminEndpointOptions, 'metrics'> {
  configuration: Configuration;
  /** Where the token is looked for that the configuration does not have. */
  env: Readonly<Record<string, string | undefined>>;
}

/** What admins ask; null where nobody is admitted. @throws Error when the environment's token is too short. */
export function openAdmin(options: OpenAdminOptions): AdminEndpoint | null {
  const { configuration, env, metrics, logger, now } = options;
  const admission = admissionOf(configuration, env);
  if (admission.kind === 'nobody') return null;
  return createAdminEndpoint({ admission, sources: createAdminSources(options), metrics, logger, now });
}
