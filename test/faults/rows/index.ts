import type { Row } from '../row.js';
import { VENDOR_DOWN } from './vendor-down.js';
import { VENDOR_FAILING } from './vendor-failing.js';
import { VENDOR_FLAPS } from './vendor-flaps.js';
import { VENDOR_GARBAGE } from './vendor-garbage.js';
import { VENDOR_RECOVERS } from './vendor-recovers.js';
import { VENDOR_SLOW } from './vendor-slow.js';

/** The ledger, in its order. */
export const ROWS: readonly Row[] = [
  ...VENDOR_DOWN,
  VENDOR_SLOW,
  VENDOR_FLAPS,
  VENDOR_FAILING,
  VENDOR_RECOVERS,
  VENDOR_GARBAGE,
];
