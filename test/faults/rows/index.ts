import type { Row } from '../row.js';
import { CLOCK_JUMPS, VENDOR_MIDNIGHT } from './clock.js';
import { CONNECTOR_MISBEHAVES } from './connector-misbehaves.js';
import { DECIDER_KILLED } from './decider-killed.js';
import { OVERLOAD } from './overload.js';
import { REDIS_REFUSED, REDIS_SLOW, REDIS_UNWILLING } from './redis-away.js';
import { REFUSES_TO_START } from './refuses-to-start.js';
import { ROLLING_RESTART } from './rolling-restart.js';
import { SHARED_QUOTA } from './shared-quota.js';
import { SINGLE_FLIGHT } from './single-flight.js';
import { DATABASE_AWAY, DATABASE_SILENT, DISK_FULL } from './store-away.js';
import { DATABASE_AWAY_AT_START } from './store-away-at-start.js';
import { VENDOR_DOWN } from './vendor-down.js';
import { VENDOR_FAILING } from './vendor-failing.js';
import { VENDOR_FLAPS } from './vendor-flaps.js';
import { VENDOR_GARBAGE } from './vendor-garbage.js';
import { VENDOR_RECOVERS } from './vendor-recovers.js';
import { VENDOR_SLOW } from './vendor-slow.js';
import { VENDOR_THROTTLES } from './vendor-throttles.js';

/** The ledger, in its order. */
export const ROWS: readonly Row[] = [
  ...VENDOR_DOWN,
  VENDOR_SLOW,
  VENDOR_FLAPS,
  VENDOR_FAILING,
  VENDOR_RECOVERS,
  VENDOR_GARBAGE,
  VENDOR_THROTTLES,
  SHARED_QUOTA,
  SINGLE_FLIGHT,
  REDIS_REFUSED,
  REDIS_SLOW,
  ...REDIS_UNWILLING,
  CONNECTOR_MISBEHAVES,
  ROLLING_RESTART,
  OVERLOAD,
  VENDOR_MIDNIGHT,
  CLOCK_JUMPS,
  REFUSES_TO_START,
  DATABASE_AWAY,
  DATABASE_SILENT,
  DATABASE_AWAY_AT_START,
  DISK_FULL,
  DECIDER_KILLED,
];
