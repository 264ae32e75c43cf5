import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ROOT } from '../support/child-process.js';

export interface InstalledVersion {
  version: string;
  /** Share of its reads that fail, 0 to 1, on top of what the vendor does; default 0. */
  failing?: number;
  /** Text that follows the package's own source, and may change `connector`. */
  change?: string;
}

/** The bundled HubSpot 1, which runs what is built. */
const BUNDLED = join(ROOT, 'plugins/hubspot-v1');

/**
 * Installs another version of HubSpot 1 where a gateway looks for connectors: the bundled one under another number, as good
 * as it or failing by itself. Which reads fail follows a seed, so that a run can be told again.
 */
export async function installVersion(
  directory: string,
  { version, failing = 0, change = '' }: InstalledVersion,
): Promise<void> {
  const folder = join(directory, 'hubspot', version);
  await mkdir(folder, { recursive: true });
  const bundled = JSON.parse(await readFile(join(BUNDLED, 'package.json'), 'utf8')) as Record<string, unknown>;
  const { selvedge } = bundled;
  const manifest = { name: '@acme/hubspot', version, type: 'module', exports: './index.js', selvedge };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'index.js'), codeOf(failing, change));
}

function codeOf(failing: number, change: string): string {
  return `import bundled from ${JSON.stringify(join(BUNDLED, 'dist/index.js'))};
import { VendorError } from ${JSON.stringify(join(ROOT, 'plugins/connector-api/dist/index.js'))};

let state = 1;
/** Park and Miller's minimal standard generator. */
function draw() {
  state = (state * 48271) % 2147483647;
  return state / 2147483647;
}

function sometimesFailing(implementation) {
  return {
    ...implementation,
    async run(...given) {
      if (draw() < ${failing}) throw new VendorError({ class: 'malformed', message: 'This version cannot read the answer.' });
      return implementation.run(...given);
    },
  };
}

const page = bundled.capabilities['deal.page'];
let connector = { ...bundled, capabilities: { ...bundled.capabilities, 'deal.page': sometimesFailing(page) } };
${change}
export default connector;
`;
}
