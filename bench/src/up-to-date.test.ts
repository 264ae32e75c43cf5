import { mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isUpToDate } from './up-to-date.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'up-to-date-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, seconds: number): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, '');
  await utimes(path, seconds, seconds);
  return path;
}

it('a file is up to date until one of its inputs is newer', async () => {
  const made = await file('made', 200);
  expect(isUpToDate(made, [await file('old', 100), await file('same', 200)])).toBe(true);
  expect(isUpToDate(made, [await file('old', 100), await file('new', 201)])).toBe(false);
});

it('a file that is not there is not up to date', async () => {
  expect(isUpToDate(join(folder, 'missing'), [await file('input', 1)])).toBe(false);
});
