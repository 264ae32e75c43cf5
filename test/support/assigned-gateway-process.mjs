/**
 * A gateway of its own process whose rollouts are what its parent says; started by `assigned-gateway.ts`. It runs what is
 * built, as `selvedge start` does.
 */
import { createLogger, loadConfiguration, startGateway } from '@selvedge/server';

const file = process.argv[2];
let assigned = [];
const listeners = new Set();
const gateway = await startGateway(await loadConfiguration(file, process.env), {
  logger: createLogger({ level: 'info' }),
  assignments: {
    current: () => assigned,
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  },
});
process.on('message', ({ assignments }) => {
  assigned = assignments;
  for (const listener of listeners) listener();
});
process.on('SIGHUP', async () => {
  try {
    const { later } = await gateway.reload(() => loadConfiguration(file, process.env));
    process.send?.({ reloaded: gateway.generation, later });
  } catch (error) {
    process.send?.({ refused: String(error) });
  }
});
process.on('SIGTERM', () => gateway.close().then(() => process.exit(0)));
process.send?.({ url: gateway.url });
