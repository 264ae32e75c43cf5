import type { Call, Caller } from '../../server/dist/ports/index.js';
import { Stop } from '../../server/dist/resilience/index.js';

/** Who asks in all measurements. */
export const CALLER: Caller = {
  tenant: 'default',
  client: 'benchmark',
  user: 'ada',
  scopes: new Set(['*']),
  apiMajor: 2,
};

/** A call that nobody stops. */
export const CALL: Call = { caller: CALLER, signal: new Stop() };
