import type { Migration } from './migration.js';

export const auditAndUsage: Migration = {
  name: '0003-audit-and-usage',
  async up({ schema }) {
    await schema
      .createTable('selvedge_audit')
      .addColumn('id', 'text', (column) => column.primaryKey())
      .addColumn('at', 'bigint', (column) => column.notNull())
      .addColumn('who', 'text', (column) => column.notNull())
      .addColumn('what', 'text', (column) => column.notNull())
      .addColumn('rollout', 'text')
      .addColumn('connector', 'text')
      .addColumn('details_json', 'text', (column) => column.notNull())
      .execute();
    await schema.createIndex('selvedge_audit_at').on('selvedge_audit').columns(['at', 'id']).execute();
    await schema
      .createTable('selvedge_history')
      .addColumn('connector', 'text', (column) => column.notNull())
      .addColumn('hour_at', 'bigint', (column) => column.notNull())
      .addColumn('caller', 'text', (column) => column.notNull())
      .addColumn('measure', 'text', (column) => column.notNull())
      .addColumn('amount', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('selvedge_history_key', ['connector', 'hour_at', 'caller', 'measure'])
      .execute();
    await schema.createIndex('selvedge_history_hour').on('selvedge_history').column('hour_at').execute();
    await schema
      .createTable('selvedge_touched')
      .addColumn('caller', 'text', (column) => column.notNull())
      .addColumn('coordinate', 'text', (column) => column.notNull())
      .addColumn('hour_at', 'bigint', (column) => column.notNull())
      .addPrimaryKeyConstraint('selvedge_touched_key', ['caller', 'coordinate'])
      .execute();
    await schema
      .createIndex('selvedge_touched_coordinate')
      .on('selvedge_touched')
      .columns(['coordinate', 'hour_at'])
      .execute();
    await schema.createIndex('selvedge_touched_hour').on('selvedge_touched').column('hour_at').execute();
  },
};
