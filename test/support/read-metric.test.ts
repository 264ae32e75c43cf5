import { expect, it } from 'vitest';
import { readMetric } from './read-metric.js';

it('adds up the series of a metric that have the labels asked for', () => {
  const text = '# HELP calls\ncalls{vendor="a",state="ok"} 3\ncalls{vendor="b",state="ok"} 4\ncalls_total 9\n';
  expect(readMetric(text, 'calls', { state: 'ok' })).toBe(7);
  expect(readMetric(text, 'calls', { vendor: 'b' })).toBe(4);
  expect(readMetric(text, 'calls', { vendor: 'c' })).toBe(0);
  expect(readMetric(text, 'calls_total', {})).toBe(9);
});
