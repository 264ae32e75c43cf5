import type { Call as ConnectorCall } from '@selvedge/connector-api';
import type { StopSignal } from '../ports/index.js';
import { abortSignalOf } from './stop.js';

/** Where a call keeps what its signal is made of. */
const STOP = Symbol('stop');

interface Signalled {
  [STOP]: StopSignal;
}

/**
 * One for all calls: V8 gives an object that has a getter of its own a hidden class of its own, which lives until a full
 * collection.
 */
const SIGNAL: PropertyDescriptor & ThisType<Signalled> = {
  get() {
    return abortSignalOf(this[STOP]);
  },
  enumerable: true,
  configurable: true,
};

/**
 * What a connector is given with one batch. Few ask for the signal, and making and aborting a real one costs more than a batch's
 * whole way through the guard; so it is made when it is asked for. It is the call's own member, as connectors spread calls.
 */
export function connectorCall(stop: StopSignal, rest: Omit<ConnectorCall, 'signal'>): ConnectorCall {
  const call: Omit<ConnectorCall, 'signal'> & Signalled = { ...rest, [STOP]: stop };
  return Object.defineProperty(call, 'signal', SIGNAL) as typeof call & Pick<ConnectorCall, 'signal'>;
}
