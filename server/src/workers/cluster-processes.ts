import cluster from 'node:cluster';
import type { Wire } from './channel.js';
import type { WorkerProcess } from './member.js';

/**
 * Says how worker processes are begun, which all listen on one address. The primary accepts connections and hands them
 * out in turn (see docs/adr/0014-worker-processes.md).
 *
 * @param script path of what they run
 */
export function clusterProcesses(script: string): () => WorkerProcess {
  cluster.schedulingPolicy = cluster.SCHED_RR;
  cluster.setupPrimary({ exec: script, args: [], serialization: 'advanced' });
  return () => {
    const worker = cluster.fork();
    // A process that cannot be begun, or be told something, ends; that is heard of.
    worker.on('error', () => {});
    return {
      pid: worker.process.pid ?? 0,
      exited: new Promise((resolve) => {
        worker.once('exit', (code: number | null, signal: string | null) => resolve({ code, signal: signal || null }));
      }),
      send(message) {
        if (worker.isConnected()) worker.send(message as object, () => {});
      },
      onMessage: (listener) => void worker.on('message', listener),
      kill: () => void worker.process.kill('SIGKILL'),
    };
  };
}

/** The way from a worker process to its primary. */
export function wireToPrimary(): Wire {
  return {
    send(message) {
      if (process.connected) process.send?.(message, undefined, undefined, () => {});
    },
    onMessage: (listener) => void process.on('message', listener),
  };
}
