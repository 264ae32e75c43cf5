const NEEDED_MAJOR = 24;

/** Throws where the suite cannot run. `version` as Node tells it, e.g. `v24.21.0`. */
export function requireNode(version: string): void {
  if (Number.parseInt(version.slice(1), 10) >= NEEDED_MAJOR) return;
  throw new Error(`@selvedge/connector-api/testing needs Node ${NEEDED_MAJOR} or newer, but this is ${version}.`);
}

// Imported first, so that an old Node is told before it stumbles over anything else.
requireNode(process.version);
