import type { Logger } from '../telemetry/index.js';
import type { Breaker } from './breaker.js';
import { type ConnectorScope, connectorScope } from './connector-scope.js';
import { kindAndPlaceOf, type Served } from './lift.js';
import { isWithin, topFrameOf } from './top-frame.js';

/** How a connector broke its contract: in an answer, or outside of any call. */
export type DefectKind = 'answer' | 'uncaught-exception' | 'unheard-rejection';

export interface DefectsOptions {
  logger: Logger;
  /** Counts a defect. */
  count: (event: { connector: string; version: string; kind: DefectKind }) => void;
  /** Epoch milliseconds. */
  now: () => number;
}

/** A breaker, what it guards, and the folder that the connector's package is in. */
export interface GuardedPackage extends ConnectorScope {
  directory: string;
}

/** Defects of connectors: told to the log and the metrics, so that their authors find them. */
export interface Defects {
  /** A connector's answer broke the contract. `what`: kind and place, never data. The breaker hears of it as a failed batch. */
  answered(served: Served, capability: string, what: string): void;
  /**
   * An error that reached the process. False when it is no connector's: the process must not go on then. Otherwise it
   * is told, and counts against the breaker.
   */
  escaped(error: unknown, kind: Exclude<DefectKind, 'answer'>, packages: readonly GuardedPackage[]): boolean;
}

/** The same defect is logged once in this time, milliseconds; so many different ones are remembered. */
const QUIET_MS = 60_000;
const MOST_REMEMBERED = 500;

export function createDefects({ logger, count, now }: DefectsOptions): Defects {
  const loggedAt = new Map<string, number>();

  function tell(served: Served, kind: DefectKind, what: string, capability?: string): void {
    const { connector, version, connection } = served;
    count({ connector, version, kind });
    const key = JSON.stringify([connector, version, kind, what]);
    const at = now();
    const before = loggedAt.get(key);
    if (before !== undefined && at - before < QUIET_MS && at >= before) return;
    if (loggedAt.size >= MOST_REMEMBERED) loggedAt.clear();
    loggedAt.set(key, at);
    logger.warn({ connector, version, connection, kind, capability, what }, 'connector defect');
  }

  return {
    answered: (served, capability, what) => tell(served, 'answer', what, capability),
    escaped(error, kind, packages) {
      const scope = connectorScope();
      const guilty: readonly ConnectorScope[] = scope === null ? ownersOf(error, packages) : [scope];
      const [first] = guilty;
      if (first === undefined) return false;
      const what = kindAndPlaceOf(error);
      tell(first.served, kind, what);
      const message = `The connector failed outside of any call (${what}).`;
      for (const { breaker } of guilty) failBreaker(breaker, message);
      return true;
    },
  };
}

function failBreaker(breaker: Breaker, message: string): void {
  breaker.fail({ class: 'connector-defect', message });
}

/** Connections of the package that the error was thrown in: code that ran while the package was loaded has no scope. */
function ownersOf(error: unknown, packages: readonly GuardedPackage[]): readonly GuardedPackage[] {
  const file = topFrameOf(error);
  return file === null ? [] : packages.filter(({ directory }) => isWithin(directory, file));
}
