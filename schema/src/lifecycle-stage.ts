import { registerEnumType } from 'type-graphql';

/** Stages of a contact's life, in the order in which they are reached. */
export const LIFECYCLE_STAGES = [
  'SUBSCRIBER',
  'LEAD',
  'MARKETING_QUALIFIED_LEAD',
  'SALES_QUALIFIED_LEAD',
  'OPPORTUNITY',
  'CUSTOMER',
  'EVANGELIST',
  'OTHER',
] as const;
export type LifecycleStage = (typeof LIFECYCLE_STAGES)[number];

export const LifecycleStageEnum = Object.fromEntries(LIFECYCLE_STAGES.map((stage) => [stage, stage])) as {
  [K in LifecycleStage]: K;
};
registerEnumType(LifecycleStageEnum, { name: 'LifecycleStage', description: 'How far a contact has come.' });
