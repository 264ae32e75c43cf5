import type { Migration } from './migration.js';

export const evidence: Migration = {
  name: '0002-evidence',
  async up({ schema }) {
    await schema
      .createTable('selvedge_counts')
      .addColumn('rollout', 'text', (column) => column.notNull())
      .addColumn('period_at', 'bigint', (column) => column.notNull())
      .addColumn('step', 'bigint', (column) => column.notNull())
      .addColumn('side', 'text', (column) => column.notNull())
      .addColumn('caller', 'text', (column) => column.notNull())
      .addColumn('measure', 'text', (column) => column.notNull())
      .addColumn('amount', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('selvedge_counts_key', ['rollout', 'period_at', 'step', 'side', 'caller', 'measure'])
      .execute();
    await schema
      .createTable('selvedge_periods')
      .addColumn('rollout', 'text', (column) => column.notNull())
      .addColumn('started_at', 'bigint', (column) => column.notNull())
      .addColumn('period_json', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('selvedge_periods_key', ['rollout', 'started_at'])
      .execute();
    await schema
      .createTable('selvedge_compared')
      .addColumn('rollout', 'text', (column) => column.notNull())
      .addColumn('coordinate', 'text', (column) => column.notNull())
      .addColumn('pairs', 'bigint', (column) => column.notNull())
      .addColumn('candidate_only', 'bigint', (column) => column.notNull())
      .addColumn('noise_only', 'bigint', (column) => column.notNull())
      .addColumn('accepted_by', 'text')
      .addColumn('accepted_reason', 'text')
      .addColumn('accepted_at', 'bigint')
      .addPrimaryKeyConstraint('selvedge_compared_key', ['rollout', 'coordinate'])
      .execute();
    await schema
      .createTable('selvedge_compared_classes')
      .addColumn('rollout', 'text', (column) => column.notNull())
      .addColumn('coordinate', 'text', (column) => column.notNull())
      .addColumn('class', 'text', (column) => column.notNull())
      .addColumn('amount', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('selvedge_compared_classes_key', ['rollout', 'coordinate', 'class'])
      .execute();
    await schema
      .createTable('selvedge_samples')
      .addColumn('rollout', 'text', (column) => column.notNull())
      .addColumn('coordinate', 'text', (column) => column.notNull())
      .addColumn('position', 'bigint', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('class', 'text', (column) => column.notNull())
      .addColumn('stable', 'text', (column) => column.notNull())
      .addColumn('candidate', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('selvedge_samples_key', ['rollout', 'coordinate', 'position'])
      .execute();
  },
};
