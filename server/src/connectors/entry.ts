import { z } from 'zod';

/**
 * The file a package's `package.json` names for `import` of the package itself, e.g. `./dist/index.js`: `exports`
 * (its "." where it has subpaths), by the first condition that holds, else `main`; null when it names none.
 * See https://nodejs.org/api/packages.html#conditional-exports.
 */
export function entryOf(packageJson: unknown, conditions: ReadonlySet<string>): string | null {
  const { exports, main } = entryFields.parse(packageJson);
  if (exports === undefined) return main ?? 'index.js';
  const root = isObject(exports) && Object.keys(exports).some((key) => key.startsWith('.')) ? exports['.'] : exports;
  return target(root, conditions) ?? null;
}

const entryFields = z.object({ exports: z.unknown().optional(), main: z.string().optional().catch(undefined) });

/** Undefined means "try the next condition", null means "closed off". */
function target(value: unknown, conditions: ReadonlySet<string>): string | null | undefined {
  if (typeof value === 'string') return value.startsWith('./') ? value : null;
  if (Array.isArray(value)) return value.map((option) => target(option, conditions)).find((file) => file != null);
  if (!isObject(value)) return value === null ? null : undefined;
  for (const [condition, option] of Object.entries(value)) {
    if (condition !== 'default' && !conditions.has(condition)) continue;
    const file = target(option, conditions);
    if (file !== undefined) return file;
  }
  return undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
