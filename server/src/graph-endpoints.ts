import { traitsOf } from '@selvedge/schema';
import type { Authenticate } from './auth/index.js';
import type { TenantConnector } from './batching/index.js';
import { createRequestSources, type RequestSourcesOptions } from './batching/index.js';
import type { Configuration } from './config/index.js';
import type { ConnectorChoice } from './connectors/index.js';
import type { ExtendedGraph } from './extended-graph.js';
import type { GraphEndpoint } from './http/index.js';
import {
  type AnswerRecord,
  createAnswerRecord,
  createOperationServer,
  createTrail,
  type Edge,
  MAJORS,
  NEWEST_MAJOR,
  type OperationContext,
  parseOverrides,
  viewOf,
} from './operation/index.js';
import type { BulkJobs, Caller, GraphSettings } from './ports/index.js';
import { startDeadline } from './resilience/index.js';
import type { Logger, Metrics } from './telemetry/index.js';

export interface GraphEndpointsOptions {
  configuration: Configuration;
  choices: ReadonlyMap<string, ConnectorChoice>;
  /** The full graph, with what connectors add to it. */
  graph: ExtendedGraph['graph'];
  /** A tenant's connectors in configured order. */
  connectorsOf: (caller: Caller) => ReadonlyMap<string, TenantConnector>;
  authenticate: Authenticate;
  bulk: BulkJobs;
  metrics: Metrics;
  logger: Logger;
  /** Whole answers that are kept ready, by major; null for none. */
  edgeOf: ((major: number) => Edge) | null;
  /** Epoch milliseconds. */
  now: () => number;
}

/** Times that a query is seen before it is compiled. */
const COMPILE_AFTER = { always: 0, repeated: 1, never: Number.POSITIVE_INFINITY } as const;

/** `SELVEDGE_COMPILE` overrides the configuration, so that whatever starts gateways can be run either way. */
function compileAfter(configured: keyof typeof COMPILE_AFTER): number {
  const override = process.env.SELVEDGE_COMPILE ?? '';
  return COMPILE_AFTER[override in COMPILE_AFTER ? (override as keyof typeof COMPILE_AFTER) : configured];
}

/** One endpoint for each major: a view of the one graph, and what an operation on it is given. */
export function createGraphEndpoints(options: GraphEndpointsOptions): readonly GraphEndpoint<OperationContext>[] {
  const { edgeOf, configuration, graph, connectorsOf, authenticate, bulk, metrics, logger, now } = options;
  const settings = graphSettings(configuration);
  const loadedVersions = new Map(
    [...options.choices].map(([id, choice]) => [
      id,
      { stable: choice.stable.version, candidate: choice.candidate?.connector.version ?? null },
    ]),
  );
  const mayOverride = configuration.mode !== 'production';

  return MAJORS.map(({ number: major, sunset }): GraphEndpoint<OperationContext> => {
    const { apollo, direct } = createOperationServer({
      major,
      view: viewOf(graph, major),
      introspection: configuration.mode !== 'production',
      compileAfter: compileAfter(configuration.operations.compile),
      costLimits: configuration.limits,
      metrics,
      logger,
    });
    return {
      major,
      sunset,
      paths: major === NEWEST_MAJOR ? [`/v${major}/graphql`, '/graphql'] : [`/v${major}/graphql`],
      server: apollo,
      direct,
      edge: edgeOf?.(major) ?? null,
      async context({ id, headers }, signal) {
        const caller = { ...(await authenticate(headers)), apiMajor: major };
        const overrides = mayOverride
          ? parseOverrides(single(headers['selvedge-connector']), loadedVersions)
          : undefined;
        const deadline = startDeadline(configuration.resilience.operationDeadlineMs, signal);
        const needed: OperationContext['needed'] = { fields: new Map() };
        const record = edgeOf === null ? null : createAnswerRecord();
        const wantsProvenance = single(headers['selvedge-provenance']) === '1';
        return {
          caller,
          bulk: record === null ? bulk : recorded(bulk, record),
          record,
          settings,
          now,
          requestId: id,
          wantsProvenance,
          wantsCost: single(headers['selvedge-cost']) === '1',
          needed,
          trail: createTrail(wantsProvenance),
          answer: null,
          gone: signal,
          finish: deadline.clear,
          sources: createRequestSources({
            connectors: connectorsOf(caller),
            caller,
            signal: deadline.signal,
            fieldsOf: (kind) => needed.fields.get(kind) ?? null,
            ...(overrides === undefined ? {} : { overrides }),
            ...(record === null ? {} : { onOutcomes: observing(record, options.choices) }),
            onRouted: (connector, version) => metrics.routed({ connector, version }),
            onFallback: (connector, version) => metrics.fallback({ connector, version }),
          }),
        };
      },
    };
  });
}

/** What is asked of bulk jobs changes by itself. */
function recorded(bulk: BulkJobs, record: AnswerRecord): BulkJobs {
  return Object.create(bulk, {
    find: {
      value(...asked: Parameters<BulkJobs['find']>) {
        record.refuse();
        return bulk.find(...asked);
      },
    },
  });
}

function observing(
  record: AnswerRecord,
  choices: GraphEndpointsOptions['choices'],
): NonNullable<RequestSourcesOptions['onOutcomes']> {
  return (capability, connector, outcomes) => {
    const implementation = choices.get(connector)?.stable.definition.capabilities[capability] ?? {};
    record.observe(outcomes, traitsOf(capability, implementation).freshForMs);
  };
}

function graphSettings(configuration: Configuration): GraphSettings {
  return {
    systemOfRecord: configuration.systemOfRecord ?? null,
    precedence: configuration.precedence,
    rates: configuration.rates ?? null,
  };
}

function single(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'string' ? value : value?.[0];
}
