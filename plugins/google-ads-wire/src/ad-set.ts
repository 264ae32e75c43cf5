import type { CapabilityImplementation } from '@selvedge/connector-api';
import type { AdSetRecord } from '@selvedge/schema';
import { z } from 'zod';
import { LARGEST_BATCH, readByIds, readByParents } from './by-ids.js';
import type { Dialect } from './dialect.js';
import type { Query } from './query.js';
import { googleId, text } from './wire-values.js';

export function adSetById(dialect: Dialect): CapabilityImplementation<'adSet.byId'> {
  return {
    maxBatch: LARGEST_BATCH,
    run: async (ids, call) => {
      const key = { field: 'ad_group.id', idOf: (row: AdGroupRow) => row.adGroup.id };
      const rows = await readByIds(ids, call, dialect, adGroups, key);
      return rows.map((row) => row && adSetRecord(row));
    },
  };
}

export function adSetByCampaign(dialect: Dialect): CapabilityImplementation<'adSet.byCampaign'> {
  return {
    maxBatch: LARGEST_BATCH,
    run: async (campaignIds, call) => {
      const groups = await readByParents(campaignIds, call, dialect, adGroups, {
        field: 'campaign.id',
        idOf: (row) => row.campaign.id,
        kept: "ad_group.status != 'REMOVED'",
      });
      return groups.map((rows) => rows.map(adSetRecord));
    },
  };
}

const rowSchema = z.object({
  campaign: z.object({ id: googleId }),
  adGroup: z.object({ id: googleId, name: text, status: text }),
});
type AdGroupRow = z.output<typeof rowSchema>;

const adGroups: Query<AdGroupRow> = {
  select: ['campaign.id', 'ad_group.id', 'ad_group.name', 'ad_group.status'],
  from: 'ad_group',
  orderBy: ['ad_group.id'],
  row: rowSchema,
};

/** An ad group has bids, and no budget of its own; Google tells neither when it was made nor when it changed. */
function adSetRecord({ campaign, adGroup }: AdGroupRow): AdSetRecord {
  return {
    kind: 'AdSet',
    id: adGroup.id,
    campaignId: campaign.id,
    name: adGroup.name,
    status: adGroup.status,
    dailyBudget: null,
    createdAt: null,
    updatedAt: null,
  };
}
