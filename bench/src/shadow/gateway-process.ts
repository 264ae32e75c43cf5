/**
 * A gateway with a rollout: `node gateway-process.ts CONFIGURATION`. SIGUSR2 begins the comparison of posts 1.1.0 with 1.0.0, SIGHUP ends it; it
 * begins without.
 */
import { loadConfiguration, startGateway } from '@selvedge/server';

const SHADOW = {
  rollout: 'benchmark',
  revision: 1,
  connector: 'posts',
  stable: '1.0.0',
  candidate: '1.1.0',
  weight: 0,
  shadowShare: 20,
  stickyBy: 'user',
  writes: false,
  countedStep: null,
  countedSinceMs: null,
  slowAfterMs: null,
} as const;

let isShadowed = false;
const listeners = new Set<() => void>();
const [file = ''] = process.argv.slice(2);
const gateway = await startGateway(await loadConfiguration(file, process.env), {
  assignments: {
    // The candidate stays loaded, so that turns differ in the comparison alone.
    current: () => [{ ...SHADOW, shadowShare: isShadowed ? SHADOW.shadowShare : 0 }],
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  },
  comparisons: { add: async () => {} },
});
function shadow(on: boolean): void {
  isShadowed = on;
  for (const listener of listeners) listener();
}
process.on('SIGUSR2', () => shadow(true));
process.on('SIGHUP', () => shadow(false));
process.on('SIGTERM', () => gateway.close().then(() => process.exit(0)));
