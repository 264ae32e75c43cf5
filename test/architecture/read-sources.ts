import { readdir, readFile } from 'node:fs/promises';
import { parseSync, Visitor } from 'oxc-parser';
import type { Import, Package, SourceFile } from './source-file.js';

const ROOT = new URL('../../', import.meta.url);
const SKIPPED = new Set(['dist', 'node_modules']);

/** The packages of the workspace. */
export async function readPackages(): Promise<readonly Package[]> {
  const plugins = await readdir(new URL('plugins/', ROOT));
  const directories = [...plugins.map((name) => `plugins/${name}`), 'schema', 'server', 'test'];
  return Promise.all(directories.map(readPackage));
}

/** Every TypeScript and JavaScript file of the packages, tests included. */
export async function readSources(packages: readonly Package[]): Promise<readonly SourceFile[]> {
  const paths = await Promise.all(packages.map(({ directory }) => scriptsIn(directory)));
  return Promise.all(paths.flat().map(async (path) => parseSource(path, await readFile(new URL(path, ROOT), 'utf8'))));
}

/** @throws Error when the text is no TypeScript */
export function parseSource(path: string, text: string): SourceFile {
  const { program, module, errors } = parseSync(path, text);
  if (errors.length > 0) throw new Error(`Expected TypeScript in ${path}, but: ${errors[0]!.message}`);
  const declared = program.body.flatMap((node): Import[] => {
    switch (node.type) {
      case 'ImportDeclaration':
        return [{ specifier: node.source.value, typeOnly: node.importKind === 'type' }];
      case 'ExportNamedDeclaration':
      case 'ExportAllDeclaration':
        return node.source ? [{ specifier: node.source.value, typeOnly: node.exportKind === 'type' }] : [];
      default:
        return [];
    }
  });
  const dynamic = module.dynamicImports.flatMap(({ moduleRequest: { start, end } }): Import[] => {
    const literal = /^(['"`])([^$]*)\1$/.exec(text.slice(start, end));
    return literal ? [{ specifier: literal[2]!, typeOnly: false }] : [];
  });
  const inline: Import[] = [];
  new Visitor({
    // type Z = import('zod').ZodType
    TSImportType({ source }) {
      inline.push({ specifier: source.value, typeOnly: true });
    },
    // require('semver'), from createRequire
    CallExpression({ callee, arguments: [argument] }) {
      if (callee.type !== 'Identifier' || callee.name !== 'require' || argument?.type !== 'Literal') return;
      inline.push({ specifier: String(argument.value), typeOnly: false });
    },
  }).visit(program);
  return { path, lines: text.trimEnd().split('\n').length, imports: [...declared, ...dynamic, ...inline] };
}

async function scriptsIn(directory: string): Promise<readonly string[]> {
  const entries = await readdir(new URL(`${directory}/`, ROOT), { withFileTypes: true });
  const found = entries.map(async (entry) => {
    const path = `${directory}/${entry.name}`;
    if (entry.isDirectory()) return SKIPPED.has(entry.name) ? [] : scriptsIn(path);
    return /\.[cm]?[jt]sx?$/.test(entry.name) && !/\.d\.[cm]?ts$/.test(entry.name) ? [path] : [];
  });
  return (await Promise.all(found)).flat();
}

async function readPackage(directory: string): Promise<Package> {
  const manifest = await readManifest(`${directory}/`);
  const devDependencies = Object.keys(manifest.devDependencies ?? {});
  const unpublished = manifest.private
    ? [...devDependencies, ...Object.keys((await readManifest('')).devDependencies ?? {})]
    : [];
  return {
    name: manifest.name,
    directory,
    dependencies: new Set([
      ...Object.keys(manifest.dependencies ?? {}),
      ...Object.keys(manifest.peerDependencies ?? {}),
      ...unpublished,
    ]),
    devDependencies: new Set(devDependencies),
  };
}

interface Manifest {
  name: string;
  private?: boolean;
  dependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
}

async function readManifest(directory: string): Promise<Manifest> {
  return JSON.parse(await readFile(new URL(`${directory}package.json`, ROOT), 'utf8'));
}
