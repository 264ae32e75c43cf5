import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';

/** What became of the suite's checks, for those who are to trust the package. */
export interface ContractRecord {
  registered(): void;
  passed(): void;
  /** It does not apply to this connector. */
  inapplicable(): void;
  /** `title`: of the check, with the reason. */
  skipped(title: string): void;
  /** Writes it; only when every check that applies has passed or been skipped. */
  write(file: URL): Promise<void>;
}

/** @param version of the connector */
export function createContractRecord(version: string): ContractRecord {
  let registered = 0;
  let passed = 0;
  let inapplicable = 0;
  const skipped: string[] = [];
  return {
    registered() {
      registered += 1;
    },
    passed() {
      passed += 1;
    },
    inapplicable() {
      inapplicable += 1;
    },
    skipped(title) {
      skipped.push(title);
    },
    async write(file) {
      if (passed === 0 || passed + inapplicable < registered) return;
      await writeFile(file, `${JSON.stringify({ version, suite: SUITE, passed, skipped }, null, 2)}\n`);
    },
  };
}

/** Version of this package, whose checks they are. */
const SUITE = versionOf(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

function versionOf(packageJson: string): string {
  const { version }: { version?: unknown } = JSON.parse(packageJson);
  return String(version);
}
