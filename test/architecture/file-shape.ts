import { isForTests, resolveRelative, type SourceFile, type Violations } from './source-file.js';

const LONGEST = 300;
const NAMELESS = /(^|\/)(utils?|helpers?|common|misc)(\/|\.(test\.)?tsx?$)/;

/** Longer files, each with the reason it may stay so. */
export const LONG_FILES: Readonly<Record<string, string>> = {};

/** A file is named for what it holds. */
export function namelessFiles(files: readonly SourceFile[]): Violations {
  return files
    .filter(({ path }) => NAMELESS.test(path))
    .map(({ path }) => `${path} does not say what it holds: name it for its main export`);
}

/** One idea a file: none is over 300 lines without a reason, and no reason outlives its file. */
export function overlongFiles(
  files: readonly SourceFile[],
  reasons: Readonly<Record<string, string>> = LONG_FILES,
): Violations {
  const long = files.filter(({ lines }) => lines > LONGEST);
  const unexplained = long.filter(({ path }) => !reasons[path]);
  const outlived = Object.keys(reasons).filter((path) => !long.some((file) => file.path === path));
  return [
    ...unexplained.map(({ path, lines }) => `${path} has ${lines} lines, more than ${LONGEST}: split it by idea`),
    ...outlived.map((path) => `${path} is not over ${LONGEST} lines any more: strike it from LONG_FILES`),
  ];
}

/** What is there for tests only is imported by tests only. */
export function testsInSources(files: readonly SourceFile[]): Violations {
  return files.flatMap(({ path, imports }) =>
    imports
      .filter(({ specifier }) => specifier.startsWith('.') && isForTests(resolveRelative(path, specifier)))
      .map(({ specifier }) => `${path} imports "${specifier}", which is there for tests only`),
  );
}
