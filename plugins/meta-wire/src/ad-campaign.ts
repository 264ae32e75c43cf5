import { type Call, type CapabilityImplementation, oneByOne } from '@selvedge/connector-api';
import type { AdCampaignRecord, MoneyRecord } from '@selvedge/schema';
import { z } from 'zod';
import { LARGEST_BATCH, readByIds } from './by-ids.js';
import { budgetReader, dailyBudget, fieldsFor } from './daily-budget.js';
import { type Edge, pageOf, readPage } from './edge.js';
import { instant, metaId, text } from './wire-values.js';

/** Without the budget, the account's currency need not be asked for. */
const FIELD_SETS = { card: ['name', 'status', 'objective', 'createdAt', 'updatedAt'] };

export const adCampaignById: CapabilityImplementation<'adCampaign.byId'> = {
  maxBatch: LARGEST_BATCH,
  fieldSets: FIELD_SETS,
  run: async (ids, call) => {
    const rows = await readByIds(ids, call, campaigns(call));
    const budgetOf = await budgetReader(call, rows);
    return rows.map((row) => row && campaignRecord(row, budgetOf(row)));
  },
};

/** `query` matches a part of the name. */
export const adCampaignPage: CapabilityImplementation<'adCampaign.page'> = {
  maxBatch: 1,
  fieldSets: FIELD_SETS,
  run: oneByOne(async ({ first, after, query }, call) => {
    const page = await readPage(call, campaigns(call), {
      filters: query === undefined ? [] : [{ field: 'name', operator: 'CONTAIN', value: query }],
      limit: first,
      after,
    });
    const budgetOf = await budgetReader(call, page.items);
    return { items: page.items.map((row) => campaignRecord(row, budgetOf(row))), next: page.next };
  }),
};

const campaignSchema = z.object({
  id: metaId,
  name: text,
  status: text,
  objective: text,
  daily_budget: dailyBudget,
  created_time: instant,
  updated_time: instant,
});
const answer = pageOf(campaignSchema);

/** The list leaves out what is archived unless asked for; what is deleted stays away. */
const campaigns = (call: Call): Edge<z.output<typeof campaignSchema>> => ({
  name: 'campaigns',
  query: {
    fields: fieldsFor(call, campaignSchema.shape),
    effective_status: JSON.stringify(['ACTIVE', 'PAUSED', 'ARCHIVED', 'IN_PROCESS', 'WITH_ISSUES']),
  },
  answer,
});

function campaignRecord(row: z.output<typeof campaignSchema>, budget: MoneyRecord | null): AdCampaignRecord {
  return {
    kind: 'AdCampaign',
    id: row.id,
    name: row.name,
    status: row.status,
    objective: row.objective,
    dailyBudget: budget,
    createdAt: row.created_time,
    updatedAt: row.updated_time,
  };
}
