import { expect, it } from 'vitest';
import { chartOf } from './chart.ts';
import { cellAt, resultOf, rowOf } from './result.fixture.ts';

const widthsOf = (chart: string) =>
  [...chart.matchAll(/<rect x="300"[^>]* width="([\d.]+)"/g)].map(([, width]) => Number(width));

it('bars are as long as the medians of their row, the longest as wide as there is room', () => {
  const row = rowOf([cellAt('half', [400, 500, 600]), cellAt('whole', [1000, 1000, 1000])]);
  const [half, whole] = widthsOf(chartOf(resultOf(row)));
  expect(whole).toBe(370);
  expect(half).toBe(185);
});

it('each row has a scale of its own', () => {
  const rows = [rowOf([cellAt('one', [10])]), rowOf([cellAt('two', [9000])], { name: 'Q2' })];
  expect(widthsOf(chartOf(resultOf(...rows)))).toEqual([370, 370]);
});

it('figures that are invalid are no bars', () => {
  const chart = chartOf(resultOf(rowOf([cellAt('good', [10]), cellAt('bad', [90], { failures: 3 })])));
  expect(widthsOf(chart)).toEqual([370]);
  expect(chart).not.toContain('bad');
});

it('names are text, whatever is in them', () => {
  expect(chartOf(resultOf(rowOf([cellAt('a <b> & c', [10])])))).toContain('a &lt;b> &amp; c');
});
