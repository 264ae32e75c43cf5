import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { GateResult } from '../../rollouts/model/index.js';
import { describeShape } from '../describe-shape.js';
import type { LoadedConnector } from '../load.js';
import { passed, refused, shown, unknown } from './gate.js';

/** Name of the record that the contract suite writes into the package that it has tested; see `describeConnector`. */
export const CONTRACT_RECORD = 'selvedge-contract.json';

/** What the author says that the contract suite has found; nothing proves it but the suite itself. */
export async function contractGate({ directory, version }: LoadedConnector): Promise<GateResult> {
  const file = join(directory, CONTRACT_RECORD);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch {
    return unknown(
      'contract-suite',
      `The package carries no ${CONTRACT_RECORD}: whether it passed the contract suite is not known. Its author writes one by the suite's setting "record".`,
    );
  }
  const value = parsed(text);
  const record = contractRecord.safeParse(value);
  if (!record.success) {
    return refused(
      'contract-suite',
      `Expected ${file} as the contract suite writes it, but ${describeShape(record.error, value)}.`,
    );
  }
  const { passed: count, skipped, suite } = record.data;
  if (record.data.version !== version) {
    return refused(
      'contract-suite',
      `Expected the contract suite's record of ${version}, but it is of ${record.data.version}. Run the suite for this version and publish it anew.`,
    );
  }
  const ran = `Its author says that ${count} checks of contract suite ${suite} passed.`;
  return skipped.length === 0
    ? passed('contract-suite', ran)
    : shown('contract-suite', ran, ...skipped.map((title) => `Skipped: ${title}`));
}

const contractRecord = z.object({
  /** Of the connector. */
  version: z.string(),
  /** Version of `@selvedge/connector-api`. */
  suite: z.string(),
  passed: z.int().min(1),
  skipped: z.array(z.string()),
});

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
