import {
  type ComparisonObservation,
  type ComparisonRecords,
  type DifferenceClass,
  MOST_SAMPLES,
} from '../../rollouts/model/index.js';
import { change, type Database, type StoreTransaction } from '../database.js';
import { toComparedFields } from './compared-fields.js';
import { inStatements, summed } from './summed.js';

export function createComparisonRecords(database: Database): ComparisonRecords {
  return {
    async add(rollout, observations) {
      if (observations.length === 0) return;
      await database.writeSoon(async (transaction) => {
        // A field's counts come first: their row keeps other processes from adding samples to the same field meanwhile.
        await addCounts(transaction, rollout, observations);
        await addClasses(transaction, rollout, observations);
        await addSamples(transaction, rollout, observations);
      });
    },

    read: (rollout) =>
      database.snapshot(async (transaction) =>
        toComparedFields({
          fields: await transaction
            .selectFrom('selvedge_compared')
            .selectAll()
            .where('rollout', '=', rollout)
            .execute(),
          classes: await transaction
            .selectFrom('selvedge_compared_classes')
            .selectAll()
            .where('rollout', '=', rollout)
            .execute(),
          samples: await transaction
            .selectFrom('selvedge_samples')
            .selectAll()
            .where('rollout', '=', rollout)
            .orderBy('position')
            .execute(),
        }),
      ),

    async accept(rollout, coordinate, { by, reason, atMs }) {
      const accepted = { accepted_by: by, accepted_reason: reason, accepted_at: atMs };
      await change(database, (transaction) =>
        transaction
          .insertInto('selvedge_compared')
          .values({ rollout, coordinate, pairs: 0, candidate_only: 0, noise_only: 0, ...accepted })
          .onConflict((conflict) =>
            conflict
              .columns(['rollout', 'coordinate'])
              .doUpdateSet(accepted)
              .where('selvedge_compared.accepted_at', 'is', null),
          )
          .execute(),
      );
    },
  };
}

type Observations = readonly ComparisonObservation[];

async function addCounts(transaction: StoreTransaction, rollout: string, observations: Observations): Promise<void> {
  const byField = new Map<string, { pairs: number; candidate_only: number; noise_only: number }>();
  for (const { coordinate, pairs, candidateOnly, noiseOnly } of observations) {
    const known = byField.get(coordinate) ?? { pairs: 0, candidate_only: 0, noise_only: 0 };
    byField.set(coordinate, {
      pairs: known.pairs + pairs,
      candidate_only: known.candidate_only + candidateOnly,
      noise_only: known.noise_only + noiseOnly,
    });
  }
  const rows = [...byField].sort(([a], [b]) => (a < b ? -1 : 1));
  for await (const some of inStatements(rows)) {
    await transaction
      .insertInto('selvedge_compared')
      .values(
        some.map(([coordinate, counts]) => ({
          rollout,
          coordinate,
          ...counts,
          accepted_by: null,
          accepted_reason: null,
          accepted_at: null,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['rollout', 'coordinate']).doUpdateSet((row) => ({
          pairs: row('selvedge_compared.pairs', '+', row.ref('excluded.pairs')),
          candidate_only: row('selvedge_compared.candidate_only', '+', row.ref('excluded.candidate_only')),
          noise_only: row('selvedge_compared.noise_only', '+', row.ref('excluded.noise_only')),
        })),
      )
      .execute();
  }
}

async function addClasses(transaction: StoreTransaction, rollout: string, observations: Observations): Promise<void> {
  const amounts = summed(
    observations.flatMap(({ coordinate, byClass }) =>
      Object.entries(byClass).map(([name, amount]) => ({
        key: [coordinate, name as DifferenceClass] as const,
        amount,
      })),
    ),
  );
  for await (const some of inStatements(amounts)) {
    await transaction
      .insertInto('selvedge_compared_classes')
      .values(some.map(({ key: [coordinate, name], amount }) => ({ rollout, coordinate, class: name, amount })))
      .onConflict((conflict) =>
        conflict
          .columns(['rollout', 'coordinate', 'class'])
          .doUpdateSet((row) => ({ amount: row('selvedge_compared_classes.amount', '+', row.ref('excluded.amount')) })),
      )
      .execute();
  }
}

async function addSamples(transaction: StoreTransaction, rollout: string, observations: Observations): Promise<void> {
  const coordinates = [
    ...new Set(observations.filter(({ samples }) => samples.length > 0).map((each) => each.coordinate)),
  ];
  if (coordinates.length === 0) return;
  const kept = await transaction
    .selectFrom('selvedge_samples')
    .select(['coordinate', (row) => row.fn.countAll<number>().as('count')])
    .where('rollout', '=', rollout)
    .where('coordinate', 'in', coordinates)
    .groupBy('coordinate')
    .execute();
  const next = new Map(kept.map(({ coordinate, count }) => [coordinate, Number(count)]));
  const rows = observations.flatMap(({ coordinate, samples }) =>
    samples.flatMap(({ atMs, class: name, stable, candidate }) => {
      const position = next.get(coordinate) ?? 0;
      if (position >= MOST_SAMPLES) return [];
      next.set(coordinate, position + 1);
      return [{ rollout, coordinate, position, at: atMs, class: name, stable, candidate }];
    }),
  );
  for await (const some of inStatements(rows))
    await transaction
      .insertInto('selvedge_samples')
      .values([...some])
      .execute();
}
