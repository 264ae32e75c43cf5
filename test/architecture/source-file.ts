/** One `import`, `export … from` or `import('…')` with a literal specifier. */
export interface Import {
  specifier: string;
  /** True when nothing of it is left at run time: `import type …`. Of `import { type A }` an `import {}` is left. */
  typeOnly: boolean;
}

/** What the rules know of a file. */
export interface SourceFile {
  /** From the repository's root, with slashes: `server/src/graph/cursor.ts`. */
  path: string;
  lines: number;
  imports: readonly Import[];
}

/** What the rules know of a workspace package. */
export interface Package {
  name: string;
  /** From the repository's root: `plugins/hubspot`. */
  directory: string;
  /** Names in `dependencies` and `peerDependencies`; of a package that is never published, the rest as well. */
  dependencies: ReadonlySet<string>;
  /** Names in `devDependencies`: enough for what nobody needs at run time, such as types. */
  devDependencies: ReadonlySet<string>;
}

/** A rule: one sentence for each file that breaks it, empty when all is well. */
export type Violations = readonly string[];

/** Whether a file is a test or only there for tests: such a file may import what it needs. */
export function isForTests(path: string): boolean {
  return /\.(test|fixture)\.ts$/.test(path);
}

/** The package that a bare specifier names: `@scope/name` of `@scope/name/sub`; null for a package's own files and Node's own. */
export function packageOf(specifier: string): string | null {
  if (/^(\.|#|node:)/.test(specifier)) return null;
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

/** The workspace package a file is in. */
export function ownerOf(file: SourceFile, packages: readonly Package[]): Package | undefined {
  return packages.find(({ directory }) => file.path.startsWith(`${directory}/`));
}

/** Path of the file that a relative specifier names, as it is written in sources (`./x.js` is `x.ts`). */
export function resolveRelative(from: string, specifier: string): string {
  const path = new URL(specifier, `file:///${from}`).pathname.slice(1);
  return path.replace(/\.js$/, '.ts');
}
