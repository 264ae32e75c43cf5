import type { World, WorldAd, WorldAdCampaign, WorldAdSet } from '../world/world.js';
import { effectiveStatus } from './effective-status.js';

/** The one ad account; every token sees it. */
export const AD_ACCOUNT_ID = '1001';

export type NodeType = 'AdAccount' | 'Campaign' | 'AdSet' | 'Ad';

/** A thing in the Graph API. */
export interface GraphNode {
  type: NodeType;
  id: string;
  /** Plain fields; one that is null is left out of answers. */
  values: Readonly<Record<string, unknown>>;
  /** The single nodes it belongs to, by field, e.g. `campaign`. */
  parents: Readonly<Record<string, () => GraphNode | undefined>>;
  /** The lists below it, by edge, e.g. `adsets`. */
  edges: Readonly<Record<string, () => readonly GraphNode[]>>;
}

export interface Graph {
  /** Node by id, also `act_1001`; undefined for an unknown id. */
  find(id: string): GraphNode | undefined;
  /** In the order of the world's ads, so that `ads[adIndex - 1]` is the ad of that index. */
  ads: readonly GraphNode[];
}

export function createGraph(world: World): Graph {
  const campaigns = world.adCampaigns.map(campaignNode);
  const adSets = world.adSets.map((adSet) => adSetNode(adSet, world.adCampaigns[adSet.campaignIndex - 1]));
  const ads = world.ads.map((ad) =>
    adNode(ad, world.adSets[ad.adSetIndex - 1], world.adCampaigns[ad.campaignIndex - 1]),
  );
  const nodes = new Map<string, GraphNode>();
  const adSetsByCampaign = Map.groupBy(adSets, ({ values }) => values.campaign_id);
  const adsByCampaign = Map.groupBy(ads, ({ values }) => values.campaign_id);
  const adsByAdSet = Map.groupBy(ads, ({ values }) => values.adset_id);
  for (const node of [...campaigns, ...adSets, ...ads, accountNode()]) nodes.set(node.id, node);

  function accountNode(): GraphNode {
    const edges = { campaigns: () => campaigns, adsets: () => adSets, ads: () => ads };
    return { type: 'AdAccount', id: `act_${AD_ACCOUNT_ID}`, values: ACCOUNT_VALUES, parents: {}, edges };
  }

  function campaignNode(campaign: WorldAdCampaign): GraphNode {
    const { id } = campaign;
    const values = {
      ...commonValues(campaign),
      effective_status: campaign.status,
      objective: campaign.objective,
      buying_type: 'AUCTION',
      special_ad_categories: [],
      daily_budget: campaign.dailyBudget?.toString() ?? null,
    };
    const edges = { adsets: () => adSetsByCampaign.get(id) ?? [], ads: () => adsByCampaign.get(id) ?? [] };
    return { type: 'Campaign', id, values, parents: {}, edges };
  }

  function adSetNode(adSet: WorldAdSet, campaign: WorldAdCampaign | undefined): GraphNode {
    const values = {
      ...commonValues(adSet),
      campaign_id: campaign?.id,
      effective_status: effectiveStatus(adSet.status, { campaign: campaign?.status }),
      daily_budget: adSet.dailyBudget?.toString() ?? null,
      billing_event: 'IMPRESSIONS',
      optimization_goal: 'OFFSITE_CONVERSIONS',
      ...INSTAGRAM_ACCOUNT,
    };
    const parents = { campaign: () => nodes.get(campaign?.id ?? '') };
    return { type: 'AdSet', id: adSet.id, values, parents, edges: { ads: () => adsByAdSet.get(adSet.id) ?? [] } };
  }

  function adNode(ad: WorldAd, adSet: WorldAdSet | undefined, campaign: WorldAdCampaign | undefined): GraphNode {
    const values = {
      ...commonValues(ad),
      campaign_id: campaign?.id,
      adset_id: adSet?.id,
      effective_status: effectiveStatus(ad.status, { adSet: adSet?.status, campaign: campaign?.status }),
    };
    const parents = { campaign: () => nodes.get(campaign?.id ?? ''), adset: () => nodes.get(adSet?.id ?? '') };
    return { type: 'Ad', id: ad.id, values, parents, edges: {} };
  }

  return { find: (id) => nodes.get(id), ads };
}

const ACCOUNT_VALUES = {
  id: `act_${AD_ACCOUNT_ID}`,
  account_id: AD_ACCOUNT_ID,
  name: 'Selvedge Sandbox',
  account_status: 1,
  currency: 'EUR',
  // The world's days are days of UTC.
  timezone_name: 'UTC',
  timezone_offset_hours_utc: 0,
};

/** The account's one Instagram account: the id of before the rename and that of after, of which a version has one. */
const INSTAGRAM_ACCOUNT = { instagram_actor_id: '1900000000001001', instagram_user_id: '17841400000001001' };

function commonValues({ id, name, status, createdAt, updatedAt }: WorldAdCampaign | WorldAdSet | WorldAd) {
  return {
    id,
    account_id: AD_ACCOUNT_ID,
    name,
    status,
    configured_status: status,
    created_time: wireInstant(createdAt),
    start_time: wireInstant(createdAt),
    updated_time: wireInstant(updatedAt),
  };
}

/** `2026-02-01T08:30:00+0000` */
function wireInstant(epochMs: number): string {
  return `${new Date(epochMs).toISOString().slice(0, 19)}+0000`;
}
