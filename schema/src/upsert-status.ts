import { registerEnumType } from 'type-graphql';

export const UPSERT_STATUSES = ['CREATED', 'UPDATED', 'FAILED'] as const;
export type UpsertStatus = (typeof UPSERT_STATUSES)[number];

export const UpsertStatusEnum = Object.fromEntries(UPSERT_STATUSES.map((status) => [status, status])) as {
  [K in UpsertStatus]: K;
};
registerEnumType(UpsertStatusEnum, { name: 'UpsertStatus', description: 'What became of one record of a write.' });
