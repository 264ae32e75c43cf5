import type { Call } from '@selvedge/connector-api';
import type { MoneyRecord } from '@selvedge/schema';
import { z } from 'zod';
import { accountCurrency } from './account.js';
import { moneyFromSmallestUnits } from './money.js';

/** Whole smallest units of the account's currency as text; null when the budget is kept elsewhere, also told as 0. */
export const dailyBudget = z
  .string()
  .regex(/^\d+$/, 'expected a whole number in a string')
  .nullish()
  .transform((units) => (units == null || Number(units) === 0 ? null : units));

/** Fields of a schema to ask for: all, but the budget where the field set `card` is enough. */
export function fieldsFor({ fieldSet }: Call, shape: object): string {
  return Object.keys(shape)
    .filter((name) => fieldSet !== 'card' || name !== 'daily_budget')
    .join(',');
}

/** What says the money of a row's daily budget. Asks for the account's currency only when a row has a budget. */
export async function budgetReader(
  call: Call,
  rows: readonly ({ daily_budget: string | null } | null)[],
): Promise<(row: { daily_budget: string | null }) => MoneyRecord | null> {
  if (rows.every((row) => row === null || row.daily_budget === null)) return () => null;
  const currency = await accountCurrency(call);
  return (row) => (row.daily_budget === null ? null : moneyFromSmallestUnits(row.daily_budget, currency));
}
