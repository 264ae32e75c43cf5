export { createChannel } from './channel.js';
export { clusterProcesses, wireToPrimary } from './cluster-processes.js';
export type { PrimaryOffers, WorkerOffers, WorkerPlan } from './offers.js';
export { createRemoteSiblings } from './remote-siblings.js';
export { createWorkerPool, type WorkerPool } from './worker-pool.js';
