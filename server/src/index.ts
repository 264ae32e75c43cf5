export { type Configuration, ConfigurationError, loadConfiguration, parseConfiguration } from './config/index.js';
export { CatalogueError, connectorDirectories, GATEWAY_VERSION } from './connectors/index.js';
export { type Gateway, type GatewayBreaker, type GatewayOptions, type Invalidation, startGateway } from './gateway.js';
export { MAJORS, NEWEST_MAJOR } from './operation/index.js';
export { printView } from './operation/views/print-view.js';
export { createLogger, type Logger } from './telemetry/index.js';
