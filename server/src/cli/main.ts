import './engine-flags.js';
import { flushCompileCache } from 'node:module';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Services, StopSignal, Terminal } from './context.js';
import { onUncaught } from './on-uncaught.js';
import { run } from './run.js';

const terminal: Terminal = {
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
  env: process.env,
  workingDirectory: process.cwd(),
};

const services: Services = {
  async startGateway(configuration) {
    const { startGateway } = await import('../gateway.js');
    const { createLogger } = await import('../telemetry/index.js');
    const pretty = process.stdout.isTTY;
    const gateway = await startGateway(configuration, { logger: createLogger({ level: 'info', pretty }) });
    flushCompileCache();
    return gateway;
  },
  async createWorkerPool() {
    const { clusterProcesses, createWorkerPool } = await import('../workers/index.js');
    const { createLogger } = await import('../telemetry/index.js');
    return createWorkerPool({
      fork: clusterProcesses(fileURLToPath(new URL('./worker.js', import.meta.url))),
      logger: createLogger({ level: 'info', pretty: process.stdout.isTTY }),
      sleep: (ms) => sleep(ms),
      now: () => performance.now(),
    });
  },
  async startSandbox(settings) {
    const { startSandbox } = await import('@selvedge/sandbox');
    return startSandbox(settings);
  },
  async printView(major) {
    const { MAJORS } = await import('../operation/views/majors.js');
    if (!MAJORS.some(({ number }) => number === major)) {
      const known = MAJORS.map(({ number }) => `v${number}`).join(', ');
      throw new Error(`There is no API v${major}; there are ${known}.`);
    }
    const { printView } = await import('../operation/views/print-view.js');
    return printView(major);
  },
  onSignal(listener) {
    const signals: readonly StopSignal[] = ['SIGINT', 'SIGTERM'];
    for (const signal of signals) process.on(signal, listener);
  },
  onReload: (listener) => void process.on('SIGHUP', listener),
  onUncaught,
  exit: (code) => process.exit(code),
  monotonicMs: () => performance.now(),
};

const code = await run(process.argv.slice(2), { terminal, services });
// A pipe may still hold text, and a second signal must not wait for what is being stopped.
process.stdout.write('', () => process.exit(code));
