#!/usr/bin/env node
// Runs on whatever Node the machine has, so it uses only what old ones know.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import * as nodeModule from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const NEEDED_MAJOR = 24;
const LAUNCHED = 'SELVEDGE_LAUNCHED';
const main = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));

if (Number(process.versions.node.split('.')[0]) < NEEDED_MAJOR) {
  // A binary that is not what its package says would launch itself for ever.
  const binary = process.env[LAUNCHED] ? null : packagedNode();
  if (binary === null) {
    refuse(
      `Selvedge needs Node ${NEEDED_MAJOR} or newer, but this is ${process.version}, and the npm package "node" is not installed. ` +
        'Install Node from https://nodejs.org, or run npm install again without --ignore-scripts.',
    );
  } else {
    runOn(binary);
  }
} else if (existsSync(main)) {
  if (process.env[LAUNCHED] && process.channel) obeyLauncher();
  keepCompiled();
  await import(pathToFileURL(main).href);
} else {
  refuse('Selvedge is not built yet: run "npm run build" first.');
}

/** What is compiled is kept for the next start, also for workers: compiling is a fifth of a start's work. */
function keepCompiled() {
  const { directory } = nodeModule.enableCompileCache();
  if (directory !== undefined) process.env.NODE_COMPILE_CACHE ??= directory;
}

/** The binary that the npm package `node` brings; null where there is none, or one that is too old. */
function packagedNode() {
  const require = nodeModule.createRequire(import.meta.url);
  try {
    const manifest = require.resolve('node/package.json');
    if (Number(require(manifest).version.split('.')[0]) < NEEDED_MAJOR) return null;
    const binary = join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(binary) ? binary : null;
  } catch {
    return null;
  }
}

/** Hands over to another Node: its exit code becomes ours, our signals become its. */
function runOn(binary) {
  const child = spawn(binary, [...process.execArgv, fileURLToPath(import.meta.url), ...process.argv.slice(2)], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, [LAUNCHED]: '1' },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    // A terminal signals the child as well. Were it signalled again while it exits, it would die of that signal and
    // lose its exit code; a message that comes too late does nothing.
    process.on(signal, () => child.connected && child.send(signal));
  }
  child.on('error', (error) => refuse(`Selvedge cannot run ${binary}: ${error.message}`));
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]));
}

/** Takes the launcher's signals. The channel closes when the launcher dies, however it dies: then this process stops too. */
function obeyLauncher() {
  process.on('message', (signal) => process.kill(process.pid, signal));
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  process.channel.unref();
  delete process.env[LAUNCHED];
}

function refuse(message) {
  process.stderr.write(`${message}\n`);
  process.exitCode = 1;
}
