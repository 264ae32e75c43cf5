import { expect, it } from 'vitest';
import { moneyFromSmallestUnits } from './money.js';

it.each([
  ['5000', 'EUR', '50.00'],
  ['5', 'USD', '0.05'],
  ['0', 'USD', '0.00'],
  ['12345678901234567890', 'USD', '123456789012345678.90'],
  ['5000', 'JPY', '5000'],
  ['5000', 'HUF', '5000'],
  ['5000', 'BHD', '50.00'],
])('reads %s %s as %s', (units, currency, amount) => {
  expect(moneyFromSmallestUnits(units, currency)).toEqual({ amount, currency });
});
