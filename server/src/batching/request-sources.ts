import { type CapabilityName, type InputOf, isCapability, isWrite, type JobName } from '@selvedge/schema';
import type { Answer, Call, Caller, LoadOptions, Outcome, Sources, StopSignal } from '../ports/index.js';
import type { Counting } from '../rollouts/counting/index.js';
import type { Asked } from '../rollouts/eligibility/index.js';
import type { Assignment } from '../rollouts/model/index.js';
import {
  chooseRoute,
  type Eligibility,
  type OperationRoute,
  routed,
  type Split,
  type Versions,
} from '../routing/index.js';
import type { ReadBatch } from '../shadowing/index.js';
import { GroupLoader } from './group-loader.js';

/** One connector as one tenant has it. */
export interface TenantConnector {
  split: Split;
  versions: Versions;
}

export interface RequestSourcesOptions {
  /** The tenant's connectors in configured order. */
  connectors: ReadonlyMap<string, TenantConnector>;
  caller: Caller;
  /** Aborted when the operation's deadline has passed or the caller has gone. */
  signal: StopSignal;
  /** Longest that one batch may take, milliseconds, where nobody waits for it; see `Call`. */
  budgetMs?: number;
  /** Exact versions a tester asked for, per connector. */
  overrides?: ReadonlyMap<string, string>;
  onRouted?: (connector: string, version: string) => void;
  /** Canonical fields that the operation needs of a kind of record; null for all. */
  fieldsOf?: Call['fieldsOf'];
  /** Hears what came of every batch. */
  onOutcomes?: (outcomes: readonly Outcome<unknown>[]) => void;
  /** Hears of every batch of reads that routing chose the version of, after its answer. */
  onRead?: (read: ReadBatch) => void;
  /** Hears of a candidate that failed, so that stable answered in the same request. */
  onFallback?: (connector: string, version: string) => void;
  /** Counts what is asked of vendors, as evidence for rollouts. Left out: nothing is counted. */
  counting?: Counting | undefined;
  /** Hears of each capability and job that is asked for, once an operation, whether a cache answers or a vendor. */
  onAsked?: Asked | undefined;
  /** Who is kept on stable while a rollout is under way. Left out: nobody. */
  keptOnStable?: Eligibility | undefined;
}

/** The choice for one connector, and who hears of the vendor calls that it leads to. */
interface Choice {
  route: OperationRoute;
  /** Version that gets writes whatever the route is; null for the route's. */
  writesTo: string | null;
  observe: Call['observe'];
}

type Loader = GroupLoader<Outcome<unknown>>;

/**
 * What one operation asks its connectors. Loads of one tick travel together, equal inputs once; reads of an input are
 * remembered until the request writes or ends. Make one per request: a longer life would serve one caller's data to another.
 */
export function createRequestSources(options: RequestSourcesOptions): Sources {
  const { connectors, caller, signal, budgetMs } = options;
  const common: Call = { caller, signal, ...(budgetMs === undefined ? {} : { budgetMs }) };
  const loaders = new Map<string, Loader>();
  const choices = new Map<string, Choice>();

  function choiceOf(connector: string, split: Split): Choice {
    let choice = choices.get(connector);
    if (choice === undefined) {
      const override = options.overrides?.get(connector);
      const { route, writesTo, evidenceOf } = chooseRoute(split, {
        caller,
        override,
        keptOnStable: options.keptOnStable,
      });
      choice = { route, writesTo, observe: observerOf(connector, split.stable, route, evidenceOf) };
      choices.set(connector, choice);
    }
    return choice;
  }

  /** Made when a vendor is first asked: most operations are answered by the cache. */
  function observerOf(
    connector: string,
    stable: string,
    { version, fixed }: OperationRoute,
    assignment: Assignment | null,
  ): Call['observe'] {
    const { counting } = options;
    if (counting === undefined || fixed) return undefined;
    let observer: ReturnType<Counting> | null = null;
    return (call) => {
      observer ??= counting({ connector, stable, version, assignment, caller });
      observer?.(call);
    };
  }

  function loaderOf(capability: CapabilityName, connector: string, tenant: TenantConnector, load: LoadOptions): Loader {
    const { version, idempotencyKey } = load;
    const isPlain = version === undefined && idempotencyKey === undefined;
    const key = isPlain
      ? `${capability} ${connector}`
      : JSON.stringify([capability, connector, version, idempotencyKey]);
    let loader = loaders.get(key);
    if (loader === undefined) {
      const writes = isWrite(capability);
      const { route, writesTo, observe } = choiceOf(connector, tenant.split);
      const pinned = version ?? (writes ? (writesTo ?? undefined) : undefined);
      options.onAsked?.(connector, pinned ?? route.version, capability);
      const source = routed(capability, {
        versions: tenant.versions,
        route,
        pinned,
        isWrite: writes,
        onRouted: (version) => options.onRouted?.(connector, version),
        onFallback: (version) => options.onFallback?.(connector, version),
      });
      const call: Call = {
        ...common,
        ...(idempotencyKey === undefined ? {} : { idempotencyKey }),
        ...(options.fieldsOf === undefined ? {} : { fieldsOf: options.fieldsOf }),
        observe,
      };
      const onRead = writes || load.version !== undefined ? undefined : options.onRead;
      loader = new GroupLoader(
        (inputs) => {
          const asked = source(inputs as readonly InputOf<typeof capability>[], call);
          if (options.onOutcomes === undefined && onRead === undefined) return asked;
          return asked.then((outcomes) => {
            options.onOutcomes?.(outcomes);
            onRead?.({ capability, connector, inputs });
            return outcomes;
          });
        },
        { remembers: !writes },
      );
      loaders.set(key, loader);
    }
    return loader;
  }

  function versionOf(capability: CapabilityName, connector: string, split: Split): string {
    const { route, writesTo } = choiceOf(connector, split);
    return (isWrite(capability) ? writesTo : null) ?? route.version;
  }

  function notConnected(connector: string): Outcome<never> {
    const known = [...connectors.keys()].join(', ') || 'none';
    const message = `There is no connection to "${connector}". Connected: ${known}.`;
    return { ok: false, failure: { connector, version: null, cause: { class: 'not-connected', message } } };
  }

  return {
    loadMany<C extends CapabilityName>(capability: C, connector: string, inputs: readonly InputOf<C>[]) {
      const tenant = connectors.get(connector);
      if (tenant === undefined) return Promise.resolve(inputs.map(() => notConnected(connector)));
      return loaderOf(capability, connector, tenant, {}).load(inputs) as Promise<readonly Outcome<Answer<C>>[]>;
    },

    async load<C extends CapabilityName>(capability: C, connector: string, input: InputOf<C>, load: LoadOptions = {}) {
      const tenant = connectors.get(connector);
      if (tenant === undefined) return notConnected(connector);
      const [outcome] = await loaderOf(capability, connector, tenant, load).load([input]);
      // What was read before a write is not remembered beyond it.
      if (isWrite(capability)) loaders.clear();
      return outcome as Outcome<Answer<C>>;
    },

    offering(capability) {
      return [...connectors].flatMap(([connector, { split, versions }]) => {
        // What only a candidate can do is offered to nobody by itself, or a default would lead some callers elsewhere.
        const { version, fixed } = choiceOf(connector, split).route;
        const offered =
          versions.source(versions.stable, capability) ?? (fixed ? versions.source(version, capability) : null);
        return offered === null ? [] : [connector];
      });
    },

    largestBatch(capability, connector) {
      const tenant = connectors.get(connector);
      if (tenant === undefined) return null;
      const { versions, split } = tenant;
      const version = versionOf(capability, connector, split);
      return versions.largestBatch(version, capability) ?? versions.largestBatch(versions.stable, capability);
    },

    callsFor(capability, connector, inputs) {
      const tenant = connectors.get(connector);
      if (tenant === undefined) return 0;
      const { versions, split } = tenant;
      const version = versionOf(capability, connector, split);
      return (
        versions.callsFor(version, capability, inputs) ?? versions.callsFor(versions.stable, capability, inputs) ?? 0
      );
    },

    job<J extends JobName>(job: J, connector: string) {
      const tenant = connectors.get(connector);
      if (tenant === undefined) return null;
      const { route, writesTo } = choiceOf(connector, tenant.split);
      const reads = isCapability(job) && !isWrite(job);
      const version = reads ? route.version : (writesTo ?? route.version);
      const source = tenant.versions.job(version, job);
      if (source === null) return null;
      options.onAsked?.(connector, version, `job ${job}`);
      return {
        maxBatch: source.maxBatch,
        start: (inputs) => source.start(inputs, common),
        poll: (reference, inputs) => source.poll(reference, inputs, common),
      };
    },

    version(connector) {
      const tenant = connectors.get(connector);
      return tenant === undefined ? null : choiceOf(connector, tenant.split).route.version;
    },
  };
}
