export { createRequestSources, type RequestSourcesOptions, type TenantConnector } from './request-sources.js';
