import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cellAt, resultOf, rowOf } from './result.fixture.ts';
import { writeDocs } from './write-docs.ts';

let folder: string;
beforeEach(async () => {
  folder = `${await mkdtemp(join(tmpdir(), 'write-docs-'))}/`;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const read = (name: string) => readFile(join(folder, name), 'utf8');
const result = resultOf(rowOf([cellAt('us', [3000])]));

it('the result stands between the marks, in place of the last one, and the rest of the page is left alone', async () => {
  const page = '# Before\n\n<!-- measured: begin -->\n\nthe last one\n\n<!-- measured: end -->\n\nAfter\n';
  await writeFile(join(folder, 'performance.md'), page);
  writeDocs(result, folder);
  const written = await read('performance.md');
  expect(written).toMatch(/^# Before\n\n<!-- measured: begin -->\n\nMeasured on 2 cores/);
  expect(written).toMatch(/### Goals\n[\s\S]*### Q1: a constant/);
  expect(written).toMatch(/\n\n<!-- measured: end -->\n\nAfter\n$/);
  expect(written).not.toContain('the last one');
  expect(JSON.parse(await read('performance.json'))).toEqual(result);
  expect(await read('performance.svg')).toMatch(/^<svg /);
});

it('a row that was not measured again stays', async () => {
  await writeFile(join(folder, 'performance.md'), '<!-- measured: begin --><!-- measured: end -->');
  writeDocs(result, folder);
  writeDocs(resultOf(rowOf([cellAt('us', [5000])], { name: 'Q2' })), folder);
  expect(await read('performance.md')).toMatch(/### Q1: a constant[\s\S]*3,000[\s\S]*### Q2: 100 posts[\s\S]*5,000/);
});

it('a page without the marks is refused', async () => {
  await writeFile(join(folder, 'performance.md'), '# A page\n');
  expect(() => writeDocs(result, folder)).toThrow(
    /Expected the marks <!-- measured: begin --> .* in .*performance\.md/,
  );
});
