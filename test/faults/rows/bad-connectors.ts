import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Sources of `run` of `company.page`, by how they break the contract. */
const BAD: Readonly<Record<string, string>> = {
  throws: `() => { throw new TypeError('broken'); }`,
  'throws-text': `() => { throw 'broken'; }`,
  misaligned: `async () => []`,
  'no-list': `async () => 'companies'`,
  'never-settles': `() => new Promise(() => {})`,
  'leaks-a-timer': `async () => { setInterval(() => {}, 1_000); throw new Error('broken'); }`,
  'rejects-unheard': `async () => { Promise.reject(new Error('nobody hears this')); throw new Error('broken'); }`,
};

export const BAD_CONNECTORS: readonly string[] = Object.keys(BAD).map((how) => `bad-${how}`);

/** Writes one package for each way to break the contract. */
export async function writeBadConnectors(directory: string): Promise<void> {
  for (const [how, run] of Object.entries(BAD)) {
    const folder = join(directory, `bad-${how}`);
    await mkdir(folder, { recursive: true });
    const manifest = {
      name: `@faults/bad-${how}`,
      version: '1.0.0',
      type: 'module',
      exports: './index.js',
      selvedge: { connector: `bad-${how}`, gateway: '*', protocol: 1 },
    };
    await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
    await writeFile(
      join(folder, 'index.js'),
      `export default {
  id: 'bad-${how}',
  baseUrl: 'http://127.0.0.1:9',
  credential: { type: 'bearer' },
  classify: () => null,
  capabilities: { 'company.page': { maxBatch: 1, deadlineMs: 500, run: ${run} } },
};
`,
    );
  }
}
