import { writeFile } from 'node:fs/promises';
import { generatedFiles, REPOSITORY } from './generated-files.js';

/** Behind `npm run schema:write`: writes the snapshots and the generated parts of the guides. */
for (const { path, text } of await generatedFiles()) {
  await writeFile(new URL(path, REPOSITORY), text);
  process.stdout.write(`wrote ${path}\n`);
}
