import { resolveRelative, type SourceFile, type Violations } from './source-file.js';

/** Files that import each other in a circle, types included; each circle once, as the path around it. */
export function importCircles(files: readonly SourceFile[]): Violations {
  const targets = new Map(
    files.map(({ path, imports }) => [
      path,
      imports.flatMap(({ specifier }) => (specifier.startsWith('.') ? [resolveRelative(path, specifier)] : [])),
    ]),
  );
  const state = new Map<string, 'open' | 'done'>();
  const trail: string[] = [];
  const circles: string[] = [];
  const visit = (path: string): void => {
    if (state.get(path) === 'done') return;
    if (state.get(path) === 'open') {
      circles.push([...trail.slice(trail.indexOf(path)), path].join(' → '));
      return;
    }
    state.set(path, 'open');
    trail.push(path);
    for (const target of targets.get(path) ?? []) visit(target);
    trail.pop();
    state.set(path, 'done');
  };
  for (const path of targets.keys()) visit(path);
  return circles;
}
