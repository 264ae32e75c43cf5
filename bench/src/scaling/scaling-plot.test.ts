import { expect, it } from 'vitest';
import { scalingPlot } from './scaling-plot.ts';

const size = (count: number, cpuPerRequest: number[]) => ({ count, cpuPerRequest, startMs: 1, peakMegabytes: 1 });

it('a plot has a title, a point for each size and all of it within the picture', () => {
  const svg = scalingPlot({
    name: 'fields',
    from: 100,
    mostGrowth: 1.05,
    sizes: [size(100, [10, 11, 10]), size(1_000, [10, 11, 11]), size(10_000, [14, 16, 900])],
    absent: [],
  });
  expect(svg).toContain('<title>CPU a request by fields, against 100</title>');
  expect(svg.match(/<circle/g)).toHaveLength(3);
  const heights = [...svg.matchAll(/c?y[12]?="([-\d.]+)"/g)].map(([, text]) => Number(text));
  expect(heights.every((height) => height >= 0 && height <= 280)).toBe(true);
});
