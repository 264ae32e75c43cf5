export { type AnswerNotes, createAnswerNotes } from './answer-notes.js';
export type { BulkRouteOptions } from './bulk-routes.js';
export { createHttpServer, type HttpServer, type HttpServerOptions } from './create-http-server.js';
export type { GraphEndpoint, GraphService } from './graph-endpoint.js';
export { PortInUseError } from './port-in-use-error.js';
export type { Readiness } from './readiness.js';
