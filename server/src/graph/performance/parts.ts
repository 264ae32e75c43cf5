import type { PerformanceFigures } from '@selvedge/schema';

/** What a report is made of; each part is asked of other capabilities and fails on its own. */
export const PARTS = ['adverts', 'sales', 'newCustomers', 'stages'] as const;
export type Part = (typeof PARTS)[number];

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

/** The parts that selected fields need; all of them when only dimensions are selected, which any part may show. */
export function partsFor(fields: Iterable<string>): ReadonlySet<Part> {
  const figures = [...fields].filter((field) => !DIMENSIONS.has(field));
  return new Set(
    figures.length === 0 ? PARTS : figures.flatMap((field) => (isFigure(field) ? PARTS_OF[field] : PARTS)),
  );
}

function isFigure(field: string): field is keyof PerformanceFigures {
  return Object.hasOwn(PARTS_OF, field);
}
