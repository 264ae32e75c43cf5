import { expect, it } from 'vitest';
import { createLoopGauge } from './loop-gauge.js';

it('tells a busy process by the last moments alone', () => {
  let [at, active, idle] = [0, 0, 0];
  const gauge = createLoopGauge(
    () => ({ active, idle }),
    () => at,
  );
  const pass = (worked: number, waited: number): boolean => {
    [at, active, idle] = [at + worked + waited, active + worked, idle + waited];
    return gauge.isBusy();
  };
  expect(gauge.isBusy()).toBe(false);
  expect(pass(60, 40)).toBe(false);
  expect(pass(80, 20)).toBe(true);
  expect(pass(1, 9)).toBe(true);
  expect(pass(10, 990)).toBe(false);
});
