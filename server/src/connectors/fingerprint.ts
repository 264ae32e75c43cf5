import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';

/** What Node may load of a package. */
const LOADABLE = new Set(['.js', '.mjs', '.cjs', '.ts', '.mts', '.cts', '.json', '.wasm', '.node']);

/**
 * A hash of the files of a package that can be loaded, `sha256-…`: the same for as long as none of them changes. What is
 * installed into it (`node_modules`) and hidden folders are left out.
 */
export async function fingerprintOf(directory: string): Promise<string> {
  const files = (await filesIn(directory)).filter((file) => LOADABLE.has(extname(file))).sort();
  const hash = createHash('sha256');
  for (const file of files) {
    const content = await readFile(file);
    hash.update(`${relative(directory, file).split(sep).join('/')}\n${content.byteLength}\n`).update(content);
  }
  return `sha256-${hash.digest('base64')}`;
}

async function filesIn(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const nested = await Promise.all(
    entries
      .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
      .map(async (entry) => {
        const path = join(directory, entry.name);
        if (entry.isDirectory()) return filesIn(path);
        return entry.isFile() ? [path] : [];
      }),
  );
  return nested.flat();
}
