export {
  type Catalogue,
  CatalogueError,
  type CatalogueOptions,
  type CatalogueProblem,
  type ConnectorChoice,
  loadCatalogue,
  type WantedVersions,
} from './catalogue.js';
export { changedCoordinates, type DeclaredVersion } from './changed-coordinates.js';
export { checkConnections } from './connection-settings.js';
export { connectorDirectories } from './directories.js';
export { type Discovery, discoverPackages } from './discover.js';
export {
  type ConnectorLoadCode,
  ConnectorLoadError,
  type ConnectorResolutionCode,
  ConnectorResolutionError,
  type ExtensionCode,
} from './errors.js';
export {
  CONTRACT_RECORD,
  contractGate,
  definitionGates,
  type GateSubject,
  integrityGate,
  passed,
  refused,
  shown,
} from './gates/index.js';
export { GATEWAY_VERSION } from './gateway-version.js';
export { type LoadedConnector, loadConnector } from './load.js';
export { type BrokenPackage, type FoundPackage, PROTOCOL, unmarkedAdvice } from './manifest.js';
export { incompatibility, isInRange, resolveRange } from './resolve.js';
export { resolveCandidate } from './resolve-candidate.js';
