import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it, onTestFinished } from 'vitest';
import { createContractRecord } from './contract-record.js';

async function file(): Promise<URL> {
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-record-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  return pathToFileURL(join(folder, 'selvedge-contract.json'));
}

it('says what passed and what was skipped, when all that applies has passed', async () => {
  const at = await file();
  const record = createContractRecord('2.1.0');
  for (let check = 0; check < 3; check += 1) record.registered();
  record.passed();
  record.passed();
  record.inapplicable();
  record.skipped('contact.page: pages (the vendor has none)');
  await record.write(at);
  expect(JSON.parse(await readFile(at, 'utf8'))).toEqual({
    version: '2.1.0',
    suite: expect.stringMatching(/^\d+\.\d+\.\d+/),
    passed: 2,
    skipped: ['contact.page: pages (the vendor has none)'],
  });
});

it('is not written when a check has failed', async () => {
  const at = await file();
  const record = createContractRecord('2.1.0');
  record.registered();
  record.registered();
  record.passed();
  await record.write(at);
  await expect(readFile(at)).rejects.toThrow('ENOENT');
});
