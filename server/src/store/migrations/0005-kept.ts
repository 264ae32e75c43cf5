import { sql } from 'kysely';
import type { Migration } from './migration.js';

export const kept: Migration = {
  name: '0005-kept',
  async up(transaction) {
    const { schema } = transaction;
    await schema
      .createTable('selvedge_kept_sets')
      .addColumn('rollout', 'text', (column) => column.primaryKey().references('selvedge_rollouts.id'))
      .addColumn('coordinates_json', 'text', (column) => column.notNull())
      .addColumn('is_complete', 'bigint', (column) => column.notNull())
      .addColumn('migrated_all', 'bigint', (column) => column.notNull())
      .addColumn('version', 'bigint', (column) => column.notNull())
      .execute();
    await schema
      .createTable('selvedge_kept')
      .addColumn('rollout', 'text', (column) => column.notNull().references('selvedge_rollouts.id'))
      .addColumn('caller', 'text', (column) => column.notNull())
      .addColumn('migrated', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('selvedge_kept_key', ['rollout', 'caller'])
      .execute();
    // Rollouts from before keep nobody: who is on their candidates stays there.
    await sql`insert into selvedge_kept_sets (rollout, coordinates_json, is_complete, migrated_all, version)
      select id, '[]', 1, 0, 1 from selvedge_rollouts`.execute(transaction);
  },
};
