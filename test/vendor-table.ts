/**
 * Prints what each version of each connector can do, its largest batch and the calls it makes for 1,000 keys or
 * records, counted by the sandbox. `--write`: into docs/vendors.md as well.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { loadConnectors } from './vendor-table/connectors.js';
import { countCalls } from './vendor-table/count-calls.js';
import { withTable } from './vendor-table/document.js';
import { rowsOf, tableOf } from './vendor-table/table.js';

// It runs from test/dist.
const root = fileURLToPath(new URL('../..', import.meta.url));
const connectors = await loadConnectors(root);
const table = tableOf(rowsOf(connectors), await countCalls(connectors));
console.log(table);

if (process.argv.includes('--write')) {
  const path = `${root}/docs/vendors.md`;
  await writeFile(path, withTable(await readFile(path, 'utf8'), table));
}
