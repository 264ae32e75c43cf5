import type { CapabilityImplementation } from '@selvedge/connector-api';
import type { AdRecord } from '@selvedge/schema';
import { z } from 'zod';
import { LARGEST_BATCH, readByIds, readByParents } from './by-ids.js';
import { type Edge, pageOf } from './edge.js';
import { instant, metaId, text } from './wire-values.js';

export const adById: CapabilityImplementation<'ad.byId'> = {
  maxBatch: LARGEST_BATCH,
  run: async (ids, call) => (await readByIds(ids, call, ads)).map((row) => row && adRecord(row)),
};

export const adByAdSet: CapabilityImplementation<'ad.byAdSet'> = {
  maxBatch: LARGEST_BATCH,
  run: async (adSetIds, call) => {
    const groups = await readByParents(adSetIds, call, ads, { field: 'adset.id', idOf: (row) => row.adset_id });
    return groups.map((rows) => rows.map(adRecord));
  },
};

const adSchema = z.object({
  id: metaId,
  campaign_id: metaId,
  adset_id: metaId,
  name: text,
  status: text,
  created_time: instant,
  updated_time: instant,
});

/** The list leaves out what is archived unless asked for; what is deleted stays away. */
const ads: Edge<z.output<typeof adSchema>> = {
  name: 'ads',
  query: {
    fields: Object.keys(adSchema.shape).join(','),
    effective_status: JSON.stringify([
      'ACTIVE',
      'PAUSED',
      'CAMPAIGN_PAUSED',
      'ADSET_PAUSED',
      'PENDING_REVIEW',
      'PREAPPROVED',
      'DISAPPROVED',
      'PENDING_BILLING_INFO',
      'ARCHIVED',
      'IN_PROCESS',
      'WITH_ISSUES',
    ]),
  },
  answer: pageOf(adSchema),
};

function adRecord(row: z.output<typeof adSchema>): AdRecord {
  return {
    kind: 'Ad',
    id: row.id,
    campaignId: row.campaign_id,
    adSetId: row.adset_id,
    name: row.name,
    status: row.status,
    createdAt: row.created_time,
    updatedAt: row.updated_time,
  };
}
