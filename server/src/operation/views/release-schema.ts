import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { REPOSITORY } from './generated-files.js';
import { MAJORS } from './majors.js';
import { printView } from './print-view.js';
import { readReleased, releasedPath, releasedText } from './released-snapshot.js';

/** Behind `npm run schema:release`: records the views as released, refusing any that broke its last release. */
const { version }: { version: string } = JSON.parse(await readFile(new URL('server/package.json', REPOSITORY), 'utf8'));
const texts = await Promise.all(
  MAJORS.map(async ({ number }) => ({
    path: releasedPath(number),
    text: releasedText(number, version, await readReleased(number), await printView(number)),
  })),
);
await mkdir(new URL('schema/released/', REPOSITORY), { recursive: true });
for (const { path, text } of texts) {
  await writeFile(new URL(path, REPOSITORY), text);
  process.stdout.write(`wrote ${path}\n`);
}
