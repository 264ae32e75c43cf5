import type { Call, CapabilityImplementation } from '@selvedge/connector-api';
import type { AdSetRecord, MoneyRecord } from '@selvedge/schema';
import { z } from 'zod';
import { LARGEST_BATCH, readByIds, readByParents } from './by-ids.js';
import { budgetReader, dailyBudget, fieldsFor } from './daily-budget.js';
import { type Edge, pageOf } from './edge.js';
import { instant, metaId, text } from './wire-values.js';

export const adSetById: CapabilityImplementation<'adSet.byId'> = {
  maxBatch: LARGEST_BATCH,
  // Without the budget, the account's currency need not be asked for.
  fieldSets: { card: ['campaignId', 'name', 'status', 'createdAt', 'updatedAt'] },
  run: async (ids, call) => {
    const rows = await readByIds(ids, call, adSets(call));
    const budgetOf = await budgetReader(call, rows);
    return rows.map((row) => row && adSetRecord(row, budgetOf(row)));
  },
};

export const adSetByCampaign: CapabilityImplementation<'adSet.byCampaign'> = {
  maxBatch: LARGEST_BATCH,
  run: async (campaignIds, call) => {
    const groups = await readByParents(campaignIds, call, adSets(call), {
      field: 'campaign.id',
      idOf: (row) => row.campaign_id,
    });
    const budgetOf = await budgetReader(call, groups.flat());
    return groups.map((rows) => rows.map((row) => adSetRecord(row, budgetOf(row))));
  },
};

const adSetSchema = z.object({
  id: metaId,
  campaign_id: metaId,
  name: text,
  status: text,
  daily_budget: dailyBudget,
  created_time: instant,
  updated_time: instant,
});
const answer = pageOf(adSetSchema);

/** The list leaves out what is archived unless asked for; what is deleted stays away. */
const adSets = (call: Call): Edge<z.output<typeof adSetSchema>> => ({
  name: 'adsets',
  query: {
    fields: fieldsFor(call, adSetSchema.shape),
    effective_status: JSON.stringify(['ACTIVE', 'PAUSED', 'CAMPAIGN_PAUSED', 'ARCHIVED', 'IN_PROCESS', 'WITH_ISSUES']),
  },
  answer,
});

function adSetRecord(row: z.output<typeof adSetSchema>, budget: MoneyRecord | null): AdSetRecord {
  return {
    kind: 'AdSet',
    id: row.id,
    campaignId: row.campaign_id,
    name: row.name,
    status: row.status,
    dailyBudget: budget,
    createdAt: row.created_time,
    updatedAt: row.updated_time,
  };
}
