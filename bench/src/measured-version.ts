import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** What an answer depends on. */
const MEASURED = ['server', 'schema', 'plugins', 'bench', 'package-lock.json'];

/** The commit that is measured, and whether something was changed since; without Git it is not known. */
export function measuredVersion(): string {
  const commit = git('rev-parse', '--short', 'HEAD');
  if (commit === null) return 'unknown';
  return git('status', '--porcelain', '--', ...MEASURED) === '' ? commit : `${commit} with changes`;
}

function git(...parameters: readonly string[]): string | null {
  const { status, stdout } = spawnSync('git', ['-C', ROOT, ...parameters], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : null;
}
