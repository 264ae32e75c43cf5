import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createCallBudget, type Reservation } from './call-budget.js';

function account() {
  const sent = { forCallers: 0, forShadow: 0 };
  return { sent, budget: (share: number) => createCallBudget(share, () => ({ ...sent })) };
}

it('starts empty, whatever was sent before', () => {
  const { sent, budget } = account();
  sent.forCallers = 1_000_000;
  expect(budget(100).reserve(1)).toBeNull();
});

it('lets three calls pass for every fifteen of callers at 20 %', () => {
  const { sent, budget } = account();
  const one = budget(20);
  sent.forCallers += 14;
  expect(one.reserve(3)).toBeNull();
  sent.forCallers += 1;
  const reservation = one.reserve(3);
  expect(reservation).not.toBeNull();
  expect(one.reserve(3)).toBeNull();
  sent.forShadow += 1;
  reservation?.settle();
  reservation?.settle();
  expect(one.reserve(3)).toBeNull();
  expect(one.reserve(2)).not.toBeNull();
});

it('saves up a hundred calls at most', () => {
  const { sent, budget } = account();
  const one = budget(50);
  sent.forCallers += 10_000;
  expect(one.reserve(101)).toBeNull();
  expect(one.reserve(100)).not.toBeNull();
});

it('never lets calls for comparison be more than the share, however they come and go', () => {
  const step = fc.oneof(
    fc.record({ is: fc.constant('callers' as const), calls: fc.nat(40) }),
    fc.record({ is: fc.constant('begin' as const), calls: fc.integer({ min: 1, max: 9 }) }),
    fc.record({ is: fc.constant('send' as const), calls: fc.nat(9) }),
    fc.record({ is: fc.constant('end' as const), calls: fc.nat(5) }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 100 }), fc.array(step, { maxLength: 200 }), (share, steps) => {
      const { sent, budget } = account();
      const one = budget(share);
      const open: { reservation: Reservation; left: number }[] = [];
      for (const { is, calls } of steps) {
        const reservation = is === 'begin' ? one.reserve(calls) : null;
        if (reservation !== null) open.push({ reservation, left: calls });
        if (is === 'callers') sent.forCallers += calls;
        for (const each of is === 'send' ? open : []) {
          const sending = Math.min(each.left, calls);
          each.left -= sending;
          sent.forShadow += sending;
        }
        for (const each of is === 'end' ? open.splice(0, calls) : []) each.reservation.settle();
        expect(sent.forShadow).toBeLessThanOrEqual((sent.forCallers * share) / 100 + 1e-6);
      }
    }),
  );
});
