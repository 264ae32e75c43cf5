import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** Writes a configuration that is gone after the test, and returns its path. */
export async function configurationFile(text: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'selvedge-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const file = join(folder, 'selvedge.yaml');
  await writeFile(file, text);
  return file;
}
