import type { WorldAd } from '../world/world.js';

type Status = WorldAd['status'];

/** What a thing's status comes to under those above it: an archived or paused parent decides. */
export function effectiveStatus(
  own: Status,
  above: { adSet?: Status | undefined; campaign?: Status | undefined },
): Status | 'ADSET_PAUSED' | 'CAMPAIGN_PAUSED' {
  if ([own, above.adSet, above.campaign].includes('ARCHIVED')) return 'ARCHIVED';
  if (own === 'PAUSED') return 'PAUSED';
  if (above.adSet === 'PAUSED') return 'ADSET_PAUSED';
  return above.campaign === 'PAUSED' ? 'CAMPAIGN_PAUSED' : own;
}
