import type { CapabilityImplementation } from '@selvedge/connector-api';
import type { AdRecord } from '@selvedge/schema';
import { z } from 'zod';
import { LARGEST_BATCH, readByIds, readByParents } from './by-ids.js';
import type { Dialect } from './dialect.js';
import type { Query } from './query.js';
import { googleId, text } from './wire-values.js';

export function adById(dialect: Dialect): CapabilityImplementation<'ad.byId'> {
  return {
    maxBatch: LARGEST_BATCH,
    run: async (ids, call) => {
      const key = { field: 'ad_group_ad.ad.id', idOf: (row: AdRow) => row.adGroupAd.ad.id };
      const rows = await readByIds(ids, call, dialect, ads, key);
      return rows.map((row) => row && adRecord(row));
    },
  };
}

export function adByAdSet(dialect: Dialect): CapabilityImplementation<'ad.byAdSet'> {
  return {
    maxBatch: LARGEST_BATCH,
    run: async (adGroupIds, call) => {
      const groups = await readByParents(adGroupIds, call, dialect, ads, {
        field: 'ad_group.id',
        idOf: (row) => row.adGroup.id,
        kept: "ad_group_ad.status != 'REMOVED'",
      });
      return groups.map((rows) => rows.map(adRecord));
    },
  };
}

const rowSchema = z.object({
  campaign: z.object({ id: googleId }),
  adGroup: z.object({ id: googleId }),
  adGroupAd: z.object({ status: text, ad: z.object({ id: googleId, name: text }) }),
});
type AdRow = z.output<typeof rowSchema>;

const ads: Query<AdRow> = {
  select: ['campaign.id', 'ad_group.id', 'ad_group_ad.ad.id', 'ad_group_ad.ad.name', 'ad_group_ad.status'],
  from: 'ad_group_ad',
  orderBy: ['ad_group_ad.ad.id'],
  row: rowSchema,
};

/** Most ads have no name: responsive search ads need none. */
function adRecord({ campaign, adGroup, adGroupAd }: AdRow): AdRecord {
  return {
    kind: 'Ad',
    id: adGroupAd.ad.id,
    campaignId: campaign.id,
    adSetId: adGroup.id,
    name: adGroupAd.ad.name,
    status: adGroupAd.status,
    createdAt: null,
    updatedAt: null,
  };
}
