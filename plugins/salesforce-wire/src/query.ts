import { type Call, invalid, malformed, VendorError } from '@selvedge/connector-api';
import type { Generation } from './generation.js';
import { queriesIn } from './soql.js';
import { queryAnswer, type SObject } from './wire.js';

/**
 * All rows of a query, over all its pages. Where Salesforce has closed it on the way, it is asked once more from the
 * beginning. Throws what Salesforce refuses it with.
 */
export async function query(soql: string, call: Call, generation: Generation): Promise<SObject[]> {
  try {
    return await scan(soql, call, generation);
  } catch (error) {
    if (!isRefusal(error, 'INVALID_QUERY_LOCATOR')) throw error;
    return scan(soql, call, generation);
  }
}

/** All rows of a query with an `IN` list of any length. `queryOf` writes it, given the list with the parentheses. */
export async function queryIn(
  values: Iterable<string>,
  queryOf: (list: string) => string,
  call: Call,
  generation: Generation,
): Promise<SObject[]> {
  const answers = await Promise.all(queriesIn(values, queryOf).map((soql) => query(soql, call, generation)));
  return answers.flat();
}

async function scan(soql: string, call: Call, { root }: Generation): Promise<SObject[]> {
  const rows: SObject[] = [];
  let next: string | null = null;
  do {
    const page = await queryPage(soql, next, call, root);
    rows.push(...page.records);
    if (!page.done && !page.nextRecordsUrl) throw malformed('A query has more rows, but Salesforce says not where.');
    next = page.done ? null : (page.nextRecordsUrl ?? null);
  } while (next !== null);
  return rows;
}

async function queryPage(soql: string, next: string | null, call: Call, root: string) {
  try {
    const request = next === null ? { path: `${root}/query`, query: { q: soql } } : { path: next };
    const { body } = await call.fetch({ ...request, answer: queryAnswer });
    return body;
  } catch (error) {
    throw explained(error);
  }
}

/** Single-currency orgs have no `CurrencyIsoCode`, which an operator can settle. */
export function explained(error: unknown): unknown {
  if (!isRefusal(error, 'INVALID_FIELD') || !error.message.includes('CurrencyIsoCode')) return error;
  const advice = 'The org has one currency only: name it in the connection\'s setting "currency".';
  return invalid(`${advice} ${error.message}`, 'INVALID_FIELD');
}

function isRefusal(error: unknown, code: string): error is VendorError {
  return VendorError.is(error) && error.failure.class === 'invalid' && error.failure.vendorCode === code;
}
