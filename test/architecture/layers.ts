import { resolveRelative, type SourceFile, type Violations } from './source-file.js';

const COMPOSITION = 'the composition root';

/** The folders of `server/src` in the order in which a request passes them; one line may import the lines below it. */
const LAYERS: readonly (readonly string[])[] = [
  [COMPOSITION, 'cli', 'workers'],
  ['http'],
  ['admin'],
  ['auth'],
  ['operation'],
  ['graph'],
  ['bulk'],
  ['batching'],
  ['shadowing'],
  ['routing'],
  ['caching'],
  ['resilience'],
  ['connectors'],
  ['store'],
  ['rollouts'],
  ['credentials', 'config', 'redis', 'telemetry', 'ports', 'arguments'],
];

const ROOT = 'server/src/';

/** A folder of the server imports itself, what is to its right, and nothing else. Types of the ports are free to all. */
export function layerViolations(files: readonly SourceFile[]): Violations {
  return files.flatMap((file) => {
    if (!file.path.startsWith(ROOT)) return [];
    const from = stopOf(file.path);
    const rank = rankOf(from);
    if (rank === -1) return [`${file.path} is in no layer: give "${from}" its place in test/architecture/layers.ts`];
    return file.imports.flatMap(({ specifier, typeOnly }) => {
      const target = specifier.startsWith('.') ? resolveRelative(file.path, specifier) : '';
      if (!target.startsWith(ROOT)) return [];
      const to = stopOf(target);
      const free = to === from || (to === 'ports' && typeOnly) || rankOf(to) > rank || siblings(from, to);
      return free ? [] : [`${file.path} imports ${target}, but ${to} is not to the right of ${from}`];
    });
  });
}

/** The folder a file is in. The files beside the folders put the whole together. */
function stopOf(path: string): string {
  const [first, ...rest] = path.slice(ROOT.length).split('/');
  return rest.length === 0 ? COMPOSITION : first!;
}

function rankOf(stop: string): number {
  return LAYERS.findIndex((line) => line.includes(stop));
}

/** The outermost and the innermost line hold several stops that may know each other; circles are another rule's matter. */
function siblings(from: string, to: string): boolean {
  return rankOf(from) === rankOf(to) && rankOf(to) !== -1;
}
