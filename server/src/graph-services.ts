import type { Authenticate } from './auth/index.js';
import type { TenantConnector } from './batching/index.js';
import { createRequestSources } from './batching/index.js';
import { callersAt } from './callers.js';
import type { Configuration } from './config/index.js';
import type { ConnectorChoice } from './connectors/index.js';
import type { AnswerNotes, GraphService } from './http/index.js';
import {
  type AnswerRecord,
  createAnswerRecord,
  createOperationServer,
  createTrail,
  type Edge,
  MAJORS,
  type OperationContext,
  type OperationServer,
  parseOverrides,
  viewOf,
} from './operation/index.js';
import type { BulkJobs, Caller, GraphSettings, Holds } from './ports/index.js';
import { startDeadline } from './resilience/index.js';
import type { Counting } from './rollouts/counting/index.js';
import type { FieldUsage } from './rollouts/eligibility/index.js';
import type { Eligibility } from './routing/index.js';
import type { ShadowedOperation, Shadowing } from './shadowing/index.js';
import type { Logger, Metrics } from './telemetry/index.js';

export interface GraphServicesOptions {
  configuration: Configuration;
  choices: ReadonlyMap<string, ConnectorChoice>;
  /** What executes operations, one for each major. */
  servers: readonly OperationServer[];
  /** A tenant's connectors in configured order. */
  connectorsOf: (caller: Caller) => ReadonlyMap<string, TenantConnector>;
  authenticate: Authenticate;
  bulk: BulkJobs;
  /** Compares versions by what operations read. */
  shadowing: Pick<Shadowing, 'begin'>;
  /** Counts operations as evidence for rollouts. */
  counting: Counting;
  /** Who is kept on stable while a rollout is under way. */
  keptOnStable: Eligibility;
  /** Hears what callers' operations touch. */
  fieldUsage: Pick<FieldUsage, 'of'>;
  metrics: Metrics;
  /** Whole answers that are kept ready, by major; null for none. */
  edgeOf: ((major: number) => Edge) | null;
  /** Held by every request. */
  holds: Holds;
  /** Epoch milliseconds. */
  now: () => number;
}

/** Times that a query is seen before it is compiled. */
const COMPILE_AFTER = { always: 0, repeated: 1, never: Number.POSITIVE_INFINITY } as const;

/** `SELVEDGE_COMPILE` overrides the configuration, so that whatever starts gateways can be run either way. */
function compileAfter(configured: keyof typeof COMPILE_AFTER): number {
  const override = process.env.SELVEDGE_COMPILE || configured;
  if (Object.hasOwn(COMPILE_AFTER, override)) return COMPILE_AFTER[override as keyof typeof COMPILE_AFTER];
  const known = Object.keys(COMPILE_AFTER).join(', ');
  throw new Error(`SELVEDGE_COMPILE: expected one of ${known}, but got ${JSON.stringify(override)}.`);
}

export interface OperationServersOptions {
  configuration: Configuration;
  /** The full graph, with what connectors add to it. */
  graph: Parameters<typeof viewOf>[0];
  notes: AnswerNotes<OperationContext>;
  metrics: Metrics;
  logger: Logger;
}

/** What executes operations, one for each major, in their order. */
export interface OperationServers {
  servers: readonly OperationServer[];
  /** Settles when they can be asked. */
  started: Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts to execute operations on each major's view of the graph. */
export function startOperationServers(options: OperationServersOptions): OperationServers {
  const { configuration, graph, notes, metrics, logger } = options;
  const servers = MAJORS.map(({ number: major }) => {
    const server = createOperationServer({
      major,
      view: viewOf(graph, major),
      introspection: configuration.mode !== 'production',
      compileAfter: compileAfter(configuration.operations.compile),
      costLimits: configuration.limits,
      metrics,
      logger,
    });
    server.apollo.addPlugin(notes.plugin);
    return server;
  });
  return {
    servers,
    started: Promise.all(servers.map(({ apollo }) => apollo.start())),
    async stop() {
      await Promise.all(servers.map(({ apollo }) => apollo.stop()));
    },
  };
}

/** What answers each major, in their order: who executes operations, and what an operation is given. */
export function createGraphServices(options: GraphServicesOptions): readonly GraphService<OperationContext>[] {
  const { edgeOf, configuration, servers, connectorsOf, authenticate, bulk, shadowing, metrics, holds, now } = options;
  const { counting, keptOnStable, fieldUsage } = options;
  const settings = graphSettings(configuration);
  const loadedVersions = new Map(
    [...options.choices].map(([id, choice]) => [
      id,
      { stable: choice.stable.version, candidate: choice.candidate?.connector.version ?? null },
    ]),
  );
  const mayOverride = configuration.mode !== 'production';

  return MAJORS.map(({ number: major }, index): GraphService<OperationContext> => {
    const server = servers[index];
    if (server === undefined) throw new Error(`Expected a server for each of ${MAJORS.length} majors, got ${index}.`);
    const callerOf = callersAt(major, authenticate, (caller) => ({
      caller,
      connectors: connectorsOf(caller),
      usage: fieldUsage.of(caller),
    }));
    return {
      server: server.apollo,
      direct: server.direct,
      edge: edgeOf?.(major) ?? null,
      holds,
      async context({ id, headers }, signal) {
        const asked = callerOf(headers);
        const { caller, connectors, usage } = asked instanceof Promise ? await asked : asked;
        const overrides = mayOverride
          ? parseOverrides(single(headers['selvedge-connector']), loadedVersions)
          : undefined;
        const deadline = startDeadline(configuration.resilience.operationDeadlineMs, signal);
        const needed: OperationContext['needed'] = { fields: new Map() };
        const fieldsOf = (kind: string): ReadonlySet<string> | null => needed.fields.get(kind) ?? null;
        const shadowed = shadowing.begin(caller, fieldsOf);
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
          finish: shadowed === null ? deadline.clear : () => finishBoth(deadline, shadowed),
          sources: createRequestSources({
            connectors,
            caller,
            signal: deadline.signal,
            fieldsOf,
            counting,
            keptOnStable,
            onAsked: usage.operation(() => needed.fields),
            ...(overrides === undefined ? {} : { overrides }),
            ...(record === null ? {} : { onOutcomes: record.observe }),
            ...(shadowed === null ? {} : { onRead: shadowed.onRead }),
            onRouted: (connector, version) => metrics.routed({ connector, version }),
            onFallback: (connector, version) => metrics.fallback({ connector, version }),
          }),
        };
      },
    };
  });
}

function finishBoth(deadline: ReturnType<typeof startDeadline>, shadowed: ShadowedOperation): void {
  deadline.clear();
  shadowed.finish();
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
