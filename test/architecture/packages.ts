import { ownerOf, type Package, packageOf, resolveRelative, type SourceFile, type Violations } from './source-file.js';

interface Allowance {
  /** Packages that may be imported in full. */
  values: readonly string[];
  /** Packages of which only types may be imported. */
  types: readonly string[];
}

const API = '@selvedge/connector-api';
const SCHEMA = '@selvedge/schema';

/** What the majors of one vendor's connectors share: no connector itself, and for that vendor's connectors alone. */
const WIRES: Readonly<Record<string, string>> = {
  '@selvedge/hubspot-crm': 'hubspot',
  '@selvedge/salesforce-wire': 'salesforce',
  '@selvedge/klaviyo-wire': 'klaviyo',
  '@selvedge/meta-wire': 'meta',
  '@selvedge/google-ads-wire': 'google-ads',
  '@selvedge/google-analytics-wire': 'google-analytics',
};

/** Which package of ours may import which. A package that is not named is a connector or a wire like any other. */
const ALLOWED: Readonly<Record<string, Allowance>> = {
  [SCHEMA]: { values: [], types: [] },
  [API]: { values: [], types: [SCHEMA] },
  '@selvedge/sandbox': { values: [], types: [] },
  '@selvedge/server': { values: [SCHEMA, API], types: [] },
};

function allowanceOf(name: string): Allowance {
  const wires = Object.keys(WIRES).filter((wire) => name.startsWith(`@selvedge/connector-${WIRES[wire]}`));
  return ALLOWED[name] ?? { values: [API, ...wires], types: [SCHEMA] };
}

/** Folders of the server that may start the local vendors, which nothing else of it knows. */
const SANDBOX_STARTERS = ['server/src/cli/'];

/** Workspace packages import each other in one direction, by name and never through a path. */
export function packageViolations(files: readonly SourceFile[], packages: readonly Package[]): Violations {
  const ours = new Set(packages.map(({ name }) => name));
  return files.flatMap((file) => {
    const owner = ownerOf(file, packages);
    if (!owner || owner.name === '@selvedge/test') return [];
    const allowance = allowanceOf(owner.name);
    return file.imports.flatMap(({ specifier, typeOnly }) => {
      if (specifier.startsWith('.')) {
        return resolveRelative(file.path, specifier).startsWith(`${owner.directory}/`)
          ? []
          : [`${file.path} reaches out of ${owner.name} with "${specifier}": import the other package by its name`];
      }
      const target = packageOf(specifier);
      if (!target || !ours.has(target) || allowance.values.includes(target)) return [];
      if (target === '@selvedge/sandbox' && SANDBOX_STARTERS.some((folder) => file.path.startsWith(folder))) return [];
      if (!allowance.types.includes(target))
        return [`${file.path} imports ${target}, which ${owner.name} may not know`];
      return typeOnly ? [] : [`${file.path} imports values of ${target}, of which ${owner.name} may know types only`];
    });
  });
}

/** Pages that are bundled when the package is built: what they import is in the bundle, and not needed at run time. */
function isBundled({ path }: SourceFile): boolean {
  return path.startsWith('server/graphiql/');
}

/** What a package imports stands in its own package.json; what is left at run time, not among devDependencies. */
export function undeclaredImports(files: readonly SourceFile[], packages: readonly Package[]): Violations {
  return files.flatMap((file) => {
    const owner = ownerOf(file, packages);
    if (!owner) return [];
    return file.imports.flatMap(({ specifier, typeOnly }) => {
      const target = packageOf(specifier);
      if (!target || target === owner.name || owner.dependencies.has(target)) return [];
      if ((typeOnly || isBundled(file)) && owner.devDependencies.has(target)) return [];
      return [`${file.path} imports ${target}: declare it in ${owner.directory}/package.json`];
    });
  });
}
