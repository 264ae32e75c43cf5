import type { Migration } from './migration.js';

export const work: Migration = {
  name: '0004-work',
  async up({ schema }) {
    await schema
      .createTable('selvedge_processes')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('alive_until_at', 'bigint', (column) => column.notNull())
      .execute();
    await schema
      .createTable('selvedge_once')
      .addColumn('scope', 'text', (column) => column.notNull())
      .addColumn('key', 'text', (column) => column.notNull())
      .addColumn('value_json', 'text')
      .addColumn('kept_until_at', 'bigint', (column) => column.notNull())
      .addColumn('claim', 'text')
      .addColumn('holder', 'text')
      .addPrimaryKeyConstraint('selvedge_once_key', ['scope', 'key'])
      .execute();
    await schema.createIndex('selvedge_once_kept').on('selvedge_once').column('kept_until_at').execute();
    await schema
      .createTable('selvedge_jobs')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('owner', 'text', (column) => column.notNull())
      .addColumn('connector', 'text', (column) => column.notNull())
      .addColumn('kind', 'text', (column) => column.notNull())
      .addColumn('idempotency_key', 'text')
      .addColumn('created_at', 'bigint', (column) => column.notNull())
      .addColumn('progress_json', 'text', (column) => column.notNull())
      .addColumn('total', 'bigint', (column) => column.notNull())
      .addColumn('accepted', 'bigint', (column) => column.notNull())
      .addColumn('failed', 'bigint', (column) => column.notNull())
      .addColumn('writer', 'text')
      .execute();
    await schema
      .createIndex('selvedge_jobs_idempotent')
      .unique()
      .on('selvedge_jobs')
      .columns(['owner', 'connector', 'kind', 'idempotency_key'])
      .execute();
    await schema.createIndex('selvedge_jobs_created').on('selvedge_jobs').column('created_at').execute();
    await schema
      .createTable('selvedge_job_results')
      .addColumn('job', 'text', (column) => column.notNull().references('selvedge_jobs.id').onDelete('cascade'))
      .addColumn('position', 'bigint', (column) => column.notNull())
      .addColumn('result_json', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint('selvedge_job_results_key', ['job', 'position'])
      .execute();
  },
};
