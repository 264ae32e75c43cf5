import type { CapabilityName, PerformanceFigures } from '@selvedge/schema';

/** What a report is made of; each part is asked of other capabilities and fails on its own. */
export const PARTS = ['adverts', 'sales', 'newCustomers', 'stages'] as const;
export type Part = (typeof PARTS)[number];

/** What a connector must offer to know of a part. */
export const CAPABILITY_OF = {
  adverts: 'performance.report',
  sales: 'deal.won',
  newCustomers: 'deal.won',
  stages: 'contact.stageChanges',
} as const satisfies Record<Part, CapabilityName>;

const PARTS_OF: Readonly<Record<keyof PerformanceFigures, readonly Part[]>> = {
  spend: ['adverts'],
  spendByCurrency: ['adverts'],
  impressions: ['adverts'],
  clicks: ['adverts'],
  conversions: ['adverts'],
  revenue: ['sales'],
  revenueByCurrency: ['sales'],
  newCustomers: ['newCustomers'],
  roas: ['adverts', 'sales'],
  roi: ['adverts', 'sales'],
  cac: ['adverts', 'newCustomers'],
  cpa: ['adverts'],
  ctr: ['adverts'],
  conversionRate: ['adverts'],
  mqlToSql: ['stages'],
};

/** Fields of a row that say which row it is. */
const DIMENSIONS: ReadonlySet<string> = new Set(['channel', 'day', 'week', 'month', '__typename']);

/**
 * The parts that make the rows, by the fields selected in them; all parts when only dimensions are selected. What is
 * selected elsewhere, such as in the totals, does not change which rows there are.
 */
export function partsOfRows(fields: ReadonlySet<string> | null): readonly Part[] {
  const parts = partsOfTotals(fields);
  return fields !== null && parts.length === 0 ? PARTS : parts;
}

/** The parts that the totals need, by the fields selected in them. */
export function partsOfTotals(fields: ReadonlySet<string> | null): readonly Part[] {
  const figures = [...(fields ?? [])].filter((field) => !DIMENSIONS.has(field));
  return [...new Set(figures.flatMap((field) => (isFigure(field) ? PARTS_OF[field] : PARTS)))];
}

function isFigure(field: string): field is keyof PerformanceFigures {
  return Object.hasOwn(PARTS_OF, field);
}
