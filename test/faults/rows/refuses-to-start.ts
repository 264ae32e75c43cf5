import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SELVEDGE, startChild } from '../../support/child-process.js';
import { measured, type Row } from '../row.js';

interface Mistake {
  what: string;
  /** YAML. */
  configuration: string;
  /** Line of the mistake. */
  line: number;
  /** What the message must name: what is wanted and what was found. */
  names: readonly RegExp[];
}

const TENANTS = `tenants:
  default:
    connections: {}
`;

const MISTAKES: readonly Mistake[] = [
  {
    what: 'an unknown setting',
    configuration: `mode: sandbox\nserver:\n  prot: 4000\nconnectors: {}\n${TENANTS}`,
    line: 3,
    names: [/prot/, /\bport\b/],
  },
  {
    what: 'a value of another type',
    configuration: `mode: sandbox\nserver:\n  port: 0\n  drainMs: soon\nconnectors: {}\n${TENANTS}`,
    line: 4,
    names: [/drainMs/, /number/, /soon/],
  },
  {
    what: 'a setting that is given twice',
    configuration: `mode: sandbox\nmode: production\nconnectors: {}\n${TENANTS}`,
    line: 2,
    names: [/unique/],
  },
  {
    what: 'a connector that is missing',
    configuration: `mode: sandbox\nconnectors:\n  hubspit: { version: ^1.0.0 }\n${TENANTS}`,
    line: 3,
    names: [/hubspit/, /hubspot/],
  },
  {
    what: 'a range that no version is in',
    configuration: `mode: sandbox\nconnectors:\n  hubspot: { version: ^9.0.0 }\n${TENANTS}`,
    line: 3,
    names: [/\^9\.0\.0/, /3\.\d+\.\d+/],
  },
  {
    what: 'a connector for another gateway',
    configuration: `mode: sandbox\nconnectorsDirectory: ./connectors\nconnectors:\n  from-tomorrow: { version: ^1.0.0 }\n${TENANTS}`,
    line: 4,
    names: [/from-tomorrow/, /\^99\.0\.0/],
  },
];

/** Configurations that cannot be served, each given to a process of its own. */
export const REFUSES_TO_START: Row = {
  name: 'refuses-to-start',
  fault: 'a configuration with an error, a connector missing or out of range',
  expected: 'refuses to start: exit code 1 and a message that names line, wanted and found, without a stack',
  hasShortForm: true,
  async run({ folder }) {
    await writeConnectorFromTomorrow(join(folder, 'connectors/from-tomorrow'));
    const wrong: string[] = [];
    for (const [n, { what, configuration, line, names }] of MISTAKES.entries()) {
      const file = join(folder, `mistake-${n}.yaml`);
      await writeFile(file, configuration);
      const child = startChild({ command: process.execPath, parameters: [SELVEDGE, 'start', '--config', file] });
      const { code } = await child.exited;
      const said = child.output();
      const lacking = [...names, new RegExp(`mistake-${n}\\.yaml:${line}\\b`)].filter((name) => !name.test(said));
      if (code !== 1) wrong.push(`${what}: exit code ${code}`);
      if (lacking.length > 0) wrong.push(`${what}: ${lacking.join(' and ')} not in "${said.trim()}"`);
      if (/^\s+at /m.test(said)) wrong.push(`${what}: a stack was shown`);
    }
    return measured(`${MISTAKES.length} mistakes, each told with its line`, wrong);
  },
};

async function writeConnectorFromTomorrow(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const selvedge = { connector: 'from-tomorrow', gateway: '^99.0.0', protocol: 1 };
  const manifest = { name: 'from-tomorrow', version: '1.0.0', type: 'module', exports: './index.js', selvedge };
  await writeFile(join(folder, 'package.json'), JSON.stringify(manifest));
  await writeFile(join(folder, 'index.js'), 'export default {};\n');
}
