export { ADMIN_TOKEN, LEAST_TOKEN_LENGTH } from './admin-schema.js';
export { allowedOrigins } from './allowed-origins.js';
export {
  ConfigurationError,
  type ConfigurationErrorCode,
  type ConfigurationProblem,
  describeProblem,
} from './configuration-error.js';
export { describeIssue } from './describe-issue.js';
export { configurationJsonSchema, type JsonSchema } from './json-schema.js';
export { loadConfiguration, parseConfiguration, readConnectorsDirectory } from './load-configuration.js';
export { isLoopback } from './loopback.js';
export { type GatewayAddress, readGatewayAddress } from './read-gateway-address.js';
export { settingPositions } from './read-yaml.js';
export {
  type Configuration,
  type ConnectionConfiguration,
  type CredentialConfiguration,
  configurationSchema,
  type RolloutConfiguration,
} from './schema.js';
export { MOST_WORKERS } from './server-schema.js';
export { pathText, type SettingPath, valueAt } from './setting-path.js';
