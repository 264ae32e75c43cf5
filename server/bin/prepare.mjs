/**
 * Makes the workspace ready to run: installs what the lock file says, compiles, bundles GraphiQL. Each step is skipped,
 * silently, when nothing changed since. Runs before `npm start` and `npm test` on whatever Node the machine has (20 or
 * newer) and nothing installed, so it uses Node's own modules only; what it starts runs on the project's own Node.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const stamp = join(root, 'node_modules/.selvedge-stamp');
const windows = process.platform === 'win32';
const projectNode = join(root, 'node_modules/node/bin', windows ? 'node.exe' : 'node');
const compiler = join(root, 'node_modules/typescript/bin/tsc');
const bundler = join(root, 'server/graphiql/build.mjs');
const workspaces = workspaceFolders();

requireNode(20);
install();
step('Compiled', [projectNode, compiler, '-b'], {
  outputs: workspaces.map((folder) => join(folder, 'dist/.tsbuildinfo')),
  remedy: 'The compiler names the place above; correct it and run the command again.',
});
step('Bundled GraphiQL', [projectNode, bundler], {
  outputs: [join(root, 'server/dist/graphiql/.inputs')],
  remedy: 'See the message above; deleting node_modules and running the command again installs everything anew.',
});

function requireNode(major) {
  if (Number.parseInt(process.versions.node, 10) >= major) return;
  fail(
    `Node ${major} or newer is needed to install; this is ${process.version}.`,
    'Get one from https://nodejs.org.',
    1,
  );
}

/** `npm ci`, unless the last install was of the same lock file and manifests on the same platform. */
function install() {
  const wanted = hashOfManifests();
  if (existsSync(projectNode) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  console.log('Installing packages; the first time takes a minute or two …');
  step('Installed packages', [...npm(), 'ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    outputs: [join(root, 'node_modules/.package-lock.json')],
    remedy: 'Check that the npm registry can be reached and that package-lock.json is as committed, then try again.',
  });
  if (!existsSync(projectNode)) {
    fail(
      `Installing left out the project's own Node (${projectNode}).`,
      'npm must be allowed to run install scripts: npm config set ignore-scripts false, then try again.',
      1,
    );
  }
  writeFileSync(stamp, wanted);
}

/** Runs a command; says so, with its seconds, when it changed one of its outputs; ends the process when it fails. */
function step(done, [command, ...parameters], { outputs, remedy }) {
  const before = outputs.map(modified);
  const startedAt = performance.now();
  const { status, signal, error } = spawnSync(command, parameters, {
    cwd: root,
    stdio: 'inherit',
    shell: windows && command === 'npm',
  });
  if (error) fail(`${command} could not be run: ${error.message}.`, remedy, 1);
  if (signal) fail(`${command} was ended by ${signal}.`, 'Run the command again.', 1);
  if (status !== 0) fail(`${[command, ...parameters].join(' ')} failed with exit code ${status}.`, remedy, status);
  if (outputs.some((file, at) => modified(file) !== before[at])) {
    console.log(`${done} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  }
}

function fail(what, remedy, exitCode) {
  console.error(`\n${what}\n${remedy}`);
  process.exit(exitCode);
}

/** The npm that runs us, where one does: another on the path may be of another version. */
function npm() {
  const running = process.env.npm_execpath;
  return running?.endsWith('.js') ? [process.execPath, running] : ['npm'];
}

function hashOfManifests() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}\n`);
  for (const file of ['package-lock.json', 'package.json']) hash.update(readFileSync(join(root, file)));
  for (const folder of workspaces) hash.update(readFileSync(join(folder, 'package.json')));
  return hash.digest('hex');
}

/** Folders of the workspaces, which are named directly or as `folder/*`. */
function workspaceFolders() {
  const { workspaces: patterns } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return patterns
    .flatMap((pattern) => {
      if (!pattern.endsWith('/*')) return [join(root, pattern)];
      const parent = join(root, pattern.slice(0, -2));
      return readdirSync(parent).map((name) => join(parent, name));
    })
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .sort();
}

function modified(file) {
  return existsSync(file) ? statSync(file).mtimeMs : null;
}
