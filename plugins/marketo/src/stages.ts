import type { LifecycleStage } from '@selvedge/schema';

/** What is written into the account's field of the stage. */
const LABELS: Readonly<Record<LifecycleStage, string>> = {
  SUBSCRIBER: 'Subscriber',
  LEAD: 'Lead',
  MARKETING_QUALIFIED_LEAD: 'Marketing Qualified Lead',
  SALES_QUALIFIED_LEAD: 'Sales Qualified Lead',
  OPPORTUNITY: 'Opportunity',
  CUSTOMER: 'Customer',
  EVANGELIST: 'Evangelist',
  OTHER: 'Other',
};
/** What is understood there, beside the labels: letters alone, in lower case. */
const ABBREVIATIONS: Readonly<Record<string, LifecycleStage>> = {
  mql: 'MARKETING_QUALIFIED_LEAD',
  sql: 'SALES_QUALIFIED_LEAD',
};
const STAGE_OF: ReadonlyMap<string, LifecycleStage> = new Map([
  ...Object.entries(ABBREVIATIONS),
  ...Object.entries(LABELS).map(([stage, label]) => [lettersOf(label), stage as LifecycleStage] as const),
]);

/** The stage of a value; a stage that the account made itself is `OTHER`. */
export function stageOf(value: string | null): LifecycleStage | null {
  return value === null ? null : (STAGE_OF.get(lettersOf(value)) ?? 'OTHER');
}

/** The value of a stage. */
export function stageLabel(stage: LifecycleStage): string {
  return LABELS[stage];
}

function lettersOf(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z]/g, '');
}
