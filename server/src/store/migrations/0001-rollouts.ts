import { sql } from 'kysely';
import type { Migration } from './migration.js';

export const rollouts: Migration = {
  name: '0001-rollouts',
  async up(transaction) {
    const { schema } = transaction;
    await schema
      .createTable('selvedge_version')
      .addColumn('id', 'bigint', (column) => column.primaryKey())
      .addColumn('version', 'bigint', (column) => column.notNull())
      .execute();
    await sql`insert into selvedge_version (id, version) values (1, 1)`.execute(transaction);
    await schema
      .createTable('selvedge_leases')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('holder', 'text', (column) => column.notNull())
      .addColumn('term', 'bigint', (column) => column.notNull())
      .addColumn('expires_at', 'bigint', (column) => column.notNull())
      .execute();
    await schema
      .createTable('selvedge_rollouts')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('connector', 'text', (column) => column.notNull())
      .addColumn('stable', 'text', (column) => column.notNull())
      .addColumn('candidate', 'text', (column) => column.notNull())
      .addColumn('plan_json', 'text', (column) => column.notNull())
      .addColumn('state_json', 'text', (column) => column.notNull())
      .addColumn('in_progress', 'bigint', (column) => column.notNull())
      .addColumn('kept_until_at', 'bigint')
      .addColumn('revision', 'bigint', (column) => column.notNull())
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .execute();
    await sql`create unique index selvedge_rollouts_in_progress on selvedge_rollouts (connector) where in_progress = 1`.execute(
      transaction,
    );
    await schema
      .createTable('selvedge_transitions')
      .addColumn('rollout', 'text', (column) => column.notNull().references('selvedge_rollouts.id'))
      .addColumn('revision', 'bigint', (column) => column.notNull())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('cause_json', 'text', (column) => column.notNull())
      .addColumn('from_state', 'text')
      .addColumn('to_json', 'text', (column) => column.notNull())
      .addColumn('evidence_json', 'text')
      .addPrimaryKeyConstraint('selvedge_transitions_key', ['rollout', 'revision'])
      .execute();
    await schema
      .createTable('selvedge_rollout_keys')
      .addColumn('scope', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('fingerprint', 'text', (column) => column.notNull())
      .addColumn('rollout', 'text', (column) => column.notNull().references('selvedge_rollouts.id'))
      .addColumn('revision', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('selvedge_rollout_keys_key', ['scope', 'key'])
      .execute();
  },
};
