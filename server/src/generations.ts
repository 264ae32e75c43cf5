import type { Configuration } from './config/index.js';
import type { ConnectorChoice } from './connectors/index.js';
import type { Generation, GenerationInput } from './generation.js';
import { isLoaded, isOver } from './live-splits.js';
import type { GuardedPackage } from './resilience/index.js';
import type { Assignment, Assignments } from './rollouts/model/index.js';
import { settingsInPlace } from './settings-in-place.js';
import type { Logger, Metrics } from './telemetry/index.js';
import type { UnavailableCandidate } from './versions-in-use.js';

/** The gateway's compositions: one answers what comes now, earlier ones end what they have begun. */
export interface Generations {
  readonly current: Generation;
  /** Its number, from 1. */
  readonly number: number;
  /** Of all that still answer something. */
  breakers(): readonly GuardedPackage[];
  /**
   * Composes anew by a configuration, with packages as they are installed now, and lets new requests go there. Rejects,
   * and changes nothing, when it cannot be read or composed. Resolves with settings that take effect at the next start.
   */
  reload(read: () => Promise<Configuration>): Promise<{ later: readonly string[] }>;
  /** Rollouts that cannot be followed in this process. */
  unavailable(): readonly UnavailableCandidate[];
  /** Ends all of them, whatever they still answer. To be called when no request can come any more. */
  close(): Promise<void>;
}

export interface GenerationsOptions {
  first: Configuration;
  compose(input: GenerationInput): Promise<Generation>;
  /** Who is on trial, as the rollouts say. */
  assignments: Assignments;
  logger: Logger;
  metrics: Metrics;
}

/** Composes the first generation. Rejects as `reload` does. */
export async function startGenerations(options: GenerationsOptions): Promise<Generations> {
  const { compose, assignments, logger, metrics } = options;
  /** All that rollouts say of versions. */
  const decided = (): readonly Assignment[] => [...assignments.current(), ...(assignments.takenBack?.() ?? [])];
  const first = await compose({ configuration: options.first, assignments: decided(), kept: null });
  let current = first;
  let number = 0;
  let stopped = false;
  /** Those that still answer something. */
  const living = new Set<Generation>();
  let told: readonly UnavailableCandidate[] = [];

  function use(next: Generation): void {
    const former = number === 0 ? null : current;
    living.add(next);
    current = next;
    number += 1;
    // What was said while it was composed counts too.
    follow();
    tellUnavailable(next.unavailable);
    if (former !== null) retire(former);
    metrics.generation({ number, living: living.size });
  }

  function retire(former: Generation): void {
    void former.holds
      .free()
      .then(() => former.close())
      .catch((error: unknown) => logger.error({ message: messageOf(error) }, 'a former composition could not be ended'))
      .finally(() => {
        living.delete(former);
        metrics.generation({ number, living: living.size });
      });
  }

  /** A change of who is on trial counts at once, for whatever is loaded; a version that is not gets loaded. */
  function follow(): void {
    const assigned = assignments.current();
    for (const { splits } of living) splits.follow(decided());
    tellUnavailable(told.filter(({ assignment: { rollout } }) => assigned.some((each) => each.rollout === rollout)));
    if (isBehind(current, assigned)) void load();
  }

  let turn: Promise<unknown> = Promise.resolve();
  /** One after the other. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = turn.then(work);
    turn = done.catch(() => {});
    return done;
  }

  async function replace(configuration: Configuration, kept: ReadonlyMap<string, ConnectorChoice> | null) {
    const next = await compose({ configuration, assignments: decided(), kept });
    if (stopped) return void (await next.close());
    use(next);
  }

  async function counted<T>(reload: () => Promise<T>): Promise<T> {
    try {
      const done = await reload();
      metrics.reloaded({ result: 'applied' });
      return done;
    } catch (error) {
      metrics.reloaded({ result: 'refused' });
      throw error;
    }
  }

  let isLoading = false;
  /** Loads what the rollouts name; what is loaded stays as it is. */
  async function load(): Promise<void> {
    if (isLoading || stopped) return;
    isLoading = true;
    try {
      await inTurn(async () => {
        isLoading = false;
        if (!isBehind(current, assignments.current())) return;
        await counted(() => replace(current.configuration, current.catalogue.choices));
      });
    } catch (error) {
      const reason = messageOf(error);
      logger.error({ reason }, 'what the rollouts name could not be loaded; the gateway serves on as it was');
      const missing = assignments.current().filter((each) => isMissing(current, each));
      tellUnavailable(missing.map((assignment) => ({ assignment, reason })));
    }
  }

  function isBehind(generation: Generation, assigned: readonly Assignment[]): boolean {
    const isGivenBack = ([id, { candidate }]: [string, Configuration['connectors'][string]]): boolean =>
      candidate !== undefined && generation.assigned.has(id) && !assigned.some(({ connector }) => connector === id);
    return (
      assigned.some((each) => isMissing(generation, each) && !isTold(each)) ||
      Object.entries(generation.configuration.connectors).some(isGivenBack)
    );
  }

  /** It is tried once for each revision of a rollout. */
  function isTold({ rollout, revision }: Assignment): boolean {
    return [...told, ...current.unavailable].some(
      ({ assignment }) => assignment.rollout === rollout && assignment.revision === revision,
    );
  }

  function tellUnavailable(unavailable: readonly UnavailableCandidate[]): void {
    const before = told;
    told = unavailable;
    for (const { assignment } of before) {
      const { connector, candidate: version } = assignment;
      metrics.candidateUnavailable({ connector, version, isUnavailable: false });
    }
    for (const one of told) {
      const { connector, candidate: version, rollout } = one.assignment;
      metrics.candidateUnavailable({ connector, version, isUnavailable: true });
      if (before.includes(one)) continue;
      const { reason } = one;
      logger.error(
        { connector, version, rollout, reason },
        'a candidate cannot be used here; stable answers everybody',
      );
    }
  }

  use(first);
  const stopFollowing = assignments.onChange(follow);
  return {
    get current() {
      return current;
    },
    get number() {
      return number;
    },
    breakers: () => [...living].flatMap(({ connectors }) => connectors.breakers),
    unavailable: () => told,
    reload: (read) =>
      inTurn(() =>
        counted(async () => {
          const taken = settingsInPlace(current.configuration, await read());
          await replace(taken.configuration, null);
          return { later: taken.later };
        }),
      ),
    async close() {
      stopped = true;
      stopFollowing();
      await turn;
      await Promise.all([...living].map((generation) => generation.close()));
    },
  };
}

/** Whether a rollout's candidate is to be loaded first. */
function isMissing({ catalogue }: Generation, assignment: Assignment): boolean {
  const choice = catalogue.choices.get(assignment.connector);
  return choice !== undefined && !isOver(choice, assignment) && !isLoaded(choice, assignment);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
