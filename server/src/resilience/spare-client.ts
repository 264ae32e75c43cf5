import { VendorError } from '@selvedge/connector-api';
import type { ConnectionClient } from './connection-client.js';
import type { RetryBudget } from './retry.js';

/** Share of a connection's slots that work which nobody waits for leaves free. */
const LEFT_FREE = 0.5;

/**
 * A connection as work that nobody waits for uses it: it takes a slot only while half of them are free, is refused otherwise rather than
 * wait before anybody, and neither tries again nor saves up for others' retries.
 */
export function spareClient(client: ConnectionClient): Pick<ConnectionClient, 'inSlot' | 'send' | 'retryBudget'> {
  return {
    send: (request, signal) => client.send(request, signal),
    inSlot(signal, task) {
      const { inFlight, limit } = client.load();
      if (inFlight < Math.max(1, limit * LEFT_FREE)) return client.inSlot(signal, task);
      const message = `The connection has ${inFlight} calls under way of at most ${limit}; what nobody waits for is not sent now.`;
      return Promise.reject(new VendorError({ class: 'throttled', message }));
    },
    retryBudget: NO_RETRIES,
  };
}

const NO_RETRIES: RetryBudget = { deposit() {}, withdraw: () => false };
