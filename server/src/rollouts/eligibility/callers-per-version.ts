import { type KeptRecords, type Rollout, type StickyBy, type UsageRecords, versionCoordinate } from '../model/index.js';

/** One loaded version of a connector. */
export interface LoadedVersion {
  readonly connector: string;
  readonly version: string;
}

/** How many callers a version answered of late. */
export interface CallersOfVersion extends LoadedVersion {
  readonly callers: number;
  /** Callers that its rollout keeps on stable; 0 of any version but a stable one. */
  readonly pinned: number;
}

export interface CallersPerVersionOptions {
  usage: Pick<UsageRecords, 'countTouching'>;
  kept: Pick<KeptRecords, 'sets'>;
  /** Rollouts whose candidates may be asked, newest first. */
  rollouts: () => Promise<readonly Rollout[]>;
  /** Epoch milliseconds. */
  now: () => number;
}

/** Who asked in this time or, as it is kept by the hour, up to an hour before, milliseconds. */
const OF_LATE_MS = 60 * 60_000;

/**
 * Callers of the loaded versions over all processes, told apart as the connector's rollout tells them apart, by user where there is none.
 * Who was answered by two versions of late counts for both.
 */
export async function callersPerVersion(
  loaded: readonly LoadedVersion[],
  { usage, kept, rollouts, now }: CallersPerVersionOptions,
): Promise<readonly CallersOfVersion[]> {
  const byConnector = new Map((await rollouts()).toReversed().map((rollout) => [rollout.connector, rollout]));
  const sets = new Map((await kept.sets()).map((set) => [set.rollout, set]));
  const ways = Map.groupBy(loaded, ({ connector }): StickyBy => byConnector.get(connector)?.plan.stickyBy ?? 'user');
  const counts = new Map<string, number>();
  for (const [by, versions] of ways) {
    const names = versions.map(({ connector, version }) => versionCoordinate(connector, version));
    for (const [name, count] of await usage.countTouching(names, by, now() - OF_LATE_MS)) counts.set(name, count);
  }
  return loaded.map(({ connector, version }) => {
    const rollout = byConnector.get(connector);
    const pinned = rollout?.stable === version ? (sets.get(rollout.id)?.callers ?? 0) : 0;
    return { connector, version, callers: counts.get(versionCoordinate(connector, version)) ?? 0, pinned };
  });
}
