import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { loadConnectors } from './vendor-table/connectors.js';
import { distinctKeys } from './vendor-table/distinct-keys.js';
import { tableIn, withTable } from './vendor-table/document.js';
import { callsKey, parseTable, rowsOf, tableOf } from './vendor-table/table.js';

const root = fileURLToPath(new URL('..', import.meta.url));

it('docs/vendors.md tells the versions, capabilities and largest batches that the connectors declare', async () => {
  const told = parseTable(tableIn(await readFile(`${root}/docs/vendors.md`, 'utf8')));
  const declared = rowsOf(await loadConnectors(root));
  expect(new Set(declared.map(({ connector }) => connector)).size).toBeGreaterThanOrEqual(9);
  expect(told, 'docs/vendors.md is out of date: npm run vendors -- --write').toEqual(declared);
});

it('a table shows calls where they were counted, and reads back as its rows', () => {
  const rows = [
    { connector: 'crm', version: '1.0.0', capability: 'contact.byId', largestBatch: 2_000 },
    { connector: 'crm', version: '1.0.0', capability: 'contact.page', largestBatch: 1 },
    { connector: 'crm', version: '1.0.0', capability: 'job x.report', largestBatch: 1 },
  ];
  const crm = { id: 'crm', version: '1.0.0' };
  const calls = new Map([
    [callsKey(crm, 'contact.byId'), 1_000],
    [callsKey(crm, 'job x.report'), 4],
  ]);
  const table = tableOf(rows, calls);
  expect(table.split('\n').slice(2)).toEqual([
    '| crm       | 1.0.0   | contact.byId |         2,000 |           1,000 |',
    '| crm       | 1.0.0   | contact.page |             1 |               – |',
    '| crm       | 1.0.0   | job x.report |             1 |       4 for one |',
  ]);
  expect(parseTable(table)).toEqual(rows);
});

it('is written between its markers and nowhere else', async () => {
  const document = await readFile(`${root}/docs/vendors.md`, 'utf8');
  const written = withTable(document, 'another');
  expect(tableIn(written)).toBe('another');
  expect(withTable(written, tableIn(document))).toBe(document);
  expect(() => withTable('no markers', 'x')).toThrow('Expected the lines <!-- vendors');
});

it('pads keys with different ones of the form of a real one', () => {
  const salesforce = distinctKeys('contact', ['003Ab00000CDefGIAT'], 1_000);
  expect(new Set(salesforce).size).toBe(1_000);
  expect(salesforce[1]).toBe('003Ab0000000001');
  expect(distinctKeys('company', ['9000001'], 3)).toEqual(['9000001', '9000002', '9000003']);
  expect(distinctKeys('email', ['ada@example.org'], 2)).toEqual(['ada@example.org', 'nobody.1@example.invalid']);
  expect(() => distinctKeys('deal', [], 3)).toThrow('at least one deal');
});
