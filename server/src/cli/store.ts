import { resolve } from 'node:path';
import { loadConfiguration } from '../config/index.js';
import type { DumpSummary, StoreLocation, StoreStatus } from '../store/index.js';
import { configurationFile } from './configuration-file.js';
import type { CommandContext, Terminal } from './context.js';
import { EXIT, type ExitCode } from './exit-code.js';
import { table } from './table.js';

export interface StoreOptions {
  config?: string;
  json?: boolean;
}

export interface StoreBackupOptions extends StoreOptions {
  /** File that is written; there must be none yet. */
  to: string;
}

export interface StoreRestoreOptions extends StoreOptions {
  /** File that a backup wrote. */
  from: string;
  /** Whether what the store holds already goes. */
  replace?: boolean;
}

/** Writes all that the configured store holds to a file. */
export async function storeBackup(options: StoreBackupOptions, { terminal }: CommandContext): Promise<ExitCode> {
  const { backUpStore } = await import('../store/index.js');
  const file = resolve(terminal.workingDirectory, options.to);
  const summary = await backUpStore(await locationOf(options, terminal), file, Date.now());
  terminal.out(options.json ? asJson({ file, ...summary }) : `${rowsOf(summary)} written to ${file}.\n`);
  return EXIT.ok;
}

/** Makes the configured store what a backup holds. */
export async function storeRestore(options: StoreRestoreOptions, { terminal }: CommandContext): Promise<ExitCode> {
  const { restoreStore } = await import('../store/index.js');
  const file = resolve(terminal.workingDirectory, options.from);
  const into = options.replace === true ? 'any' : 'empty';
  const summary = await restoreStore(await locationOf(options, terminal), file, into);
  terminal.out(options.json ? asJson({ file, ...summary }) : `${rowsOf(summary)} restored from ${file}.\n`);
  return EXIT.ok;
}

/** Tells what there is of the configured store; fails when this program cannot use it. */
export async function storeStatus(options: StoreOptions, { terminal }: CommandContext): Promise<ExitCode> {
  const { readStoreStatus } = await import('../store/index.js');
  const status = await readStoreStatus(await locationOf(options, terminal));
  terminal.out(options.json ? asJson(status) : describe(status));
  return status.schema === 'newer' ? EXIT.failed : EXIT.ok;
}

async function locationOf({ config }: StoreOptions, terminal: Terminal): Promise<StoreLocation> {
  const { storeLocation } = await import('../store/index.js');
  return storeLocation(await loadConfiguration(configurationFile(config, terminal), terminal.env));
}

function describe({ place, sizeBytes, schema, migrations, rows, rollouts, leases }: StoreStatus): string {
  return [
    `${place}: ${SCHEMA[schema]}\n`,
    ...(schema === 'absent' ? [] : [`${(sizeBytes / 1_024 ** 2).toFixed(1)} MB\n`]),
    ...migrations.map(({ name, appliedAtMs }) => `Migrated ${new Date(appliedAtMs).toISOString()}: ${name}\n`),
    ...rollouts.map(({ id, connector, candidate }) => `Under way: ${connector} to ${candidate} (${id})\n`),
    ...leases.map(({ name, holder }) => `Lease "${name}": ${holder}\n`),
    ...(schema === 'absent'
      ? []
      : [table([['TABLE', 'ROWS'], ...Object.entries(rows).map(([name, count]) => [name, String(count)])])]),
  ].join('');
}

const SCHEMA: Readonly<Record<StoreStatus['schema'], string>> = {
  absent: 'no gateway has made a store here yet',
  older: 'of an older Selvedge; the next start brings it up to date',
  current: 'in order',
  newer: 'used by a newer Selvedge, without which it cannot be used',
};

function rowsOf({ rows }: DumpSummary): string {
  const count = Object.values(rows).reduce((sum, some) => sum + some, 0);
  return `${count} ${count === 1 ? 'row' : 'rows'}`;
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
