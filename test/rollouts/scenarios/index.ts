import type { Scenario } from '../scenario.js';
import { BAD_VERSION } from './bad-version.js';
import { BREAKS_WHEN_PROMOTED } from './breaks-when-promoted.js';
import { EQUAL_VERSION } from './equal-version.js';
import { TOO_LITTLE_TRAFFIC } from './too-little-traffic.js';
import { TWICE_AS_BAD } from './twice-as-bad.js';
import { VENDOR_OUTAGE } from './vendor-outage.js';

export const SCENARIOS: readonly Scenario[] = [
  BAD_VERSION,
  EQUAL_VERSION,
  BREAKS_WHEN_PROMOTED,
  VENDOR_OUTAGE,
  TOO_LITTLE_TRAFFIC,
  TWICE_AS_BAD,
];
