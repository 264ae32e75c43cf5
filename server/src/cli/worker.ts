import './engine-flags.js';
import { flushCompileCache } from 'node:module';
/** What a worker process runs: one gateway among its siblings, until its primary tells it to end. */
import { startGateway } from '../gateway.js';
import { createLogger } from '../telemetry/index.js';
import {
  createChannel,
  createRemoteSiblings,
  type PrimaryOffers,
  type WorkerOffers,
  wireToPrimary,
} from '../workers/index.js';
import { containDefects } from './contain-defects.js';
import { EXIT } from './exit-code.js';
import { explainStart } from './explain-start.js';
import { onUncaught } from './on-uncaught.js';

// A terminal and supervisors signal every process of a group; it is the primary's to say what becomes of it.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => {});

const offers: { drain: WorkerOffers['drain'] } & Partial<WorkerOffers> = { drain: () => process.exit(EXIT.ok) };
const primary = createChannel<WorkerOffers, PrimaryOffers>(wireToPrimary(), {
  drain: (options) => offers.drain(options),
  alive: () => {},
  hearMarks: (keys, at) => offers.hearMarks?.(keys, at),
  metrics: async () => offers.metrics?.() ?? [],
});

const { configuration, file, worker, workers } = await primary.ask('plan');
const { siblings, offers: common } = createRemoteSiblings(primary, { worker, workers });
Object.assign(offers, common);
const logger = createLogger({ level: 'info', pretty: process.stdout.isTTY, worker });

try {
  const gateway = await startGateway(configuration, { logger, siblings });
  containDefects(gateway, {
    services: { onUncaught, exit: (code) => process.exit(code) },
    terminal: { err: (text) => process.stderr.write(text) },
  });
  offers.drain = (options) => void gateway.close(options).then(leave);
  primary.tell('ready', gateway.url);
  flushCompileCache();
} catch (error) {
  const reason = await explainStart(error, file);
  // It is heard before this process ends.
  await primary.ask('failed', reason instanceof Error ? reason.message : String(reason));
  process.exit(EXIT.failed);
}

async function leave(): Promise<void> {
  await primary.ask('leave', await common.metrics());
  process.exit(EXIT.ok);
}
