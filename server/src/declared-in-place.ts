import type { Catalogue } from './connectors/index.js';
import { declaredVersions } from './declared-versions.js';
import { createDeclaredRollouts, type DeclaredRollouts } from './rollouts/declared/index.js';
import type { RolloutControl } from './rollouts/model/index.js';
import type { Store } from './store/index.js';
import type { Logger } from './telemetry/index.js';

export interface DeclaredInPlaceOptions {
  control: RolloutControl;
  store: Pick<Store, 'leases'>;
  /** What serves at each moment. */
  catalogue: () => Catalogue;
  logger: Logger;
}

/** What the configuration declares, brought about in this gateway and told in its log. */
export function declaredInPlace({ control, store, catalogue, logger }: DeclaredInPlaceOptions): DeclaredRollouts {
  return createDeclaredRollouts({
    control,
    versions: declaredVersions(catalogue),
    leases: store.leases,
    onApplied: ({ connector, effect }, { id }) => logger.info({ connector, rollout: id, effect }, 'a declared rollout'),
    onRefused: ({ connector, code, line }) =>
      logger.warn({ connector, code, line }, 'a declared rollout cannot be applied; the gateway serves all the same'),
    onError(error) {
      const message = error instanceof Error ? error.message : String(error);
      logger.warn({ message }, 'declared rollouts could not be applied; it is tried again');
    },
  });
}
