import { BOTH } from '../operations.js';
import { measured, type Row } from '../row.js';

/** Of one batch of `audience.page`. */
const READ_BUDGET_MS = 2_000;
const OPERATION_BUDGET_MS = 1_000;
const ASKED = 5;
const WARM_UP = 100;

/** A vendor that answers, but half a minute late; the breaker is kept out of it. */
export const VENDOR_SLOW: Row = {
  name: 'vendor-slow',
  fault: 'one vendor answers after 30 s',
  expected: 'its fields fail with the deadline at the budget, not later: ≤ budget + 50 ms; the rest whole',
  hasShortForm: false,
  async run(environment) {
    const vendors = await environment.startVendors();
    const start = (operationDeadlineMs: number) =>
      environment.startGateway({
        vendors,
        connectors: ['hubspot', 'mailchimp'],
        settings: {
          cache: { enabled: false },
          resilience: { operationDeadlineMs, breaker: { consecutiveFailures: 1_000, volume: 1_000 } },
        },
      });
    const overs: number[] = [];
    const codes = new Set<string>();
    let whole = true;
    for (const [operationBudgetMs, budgetMs] of [
      [10_000, READ_BUDGET_MS],
      [OPERATION_BUDGET_MS, OPERATION_BUDGET_MS],
    ] as const) {
      const gateway = await start(operationBudgetMs);
      await vendors.clearFaults();
      for (let warmUp = 0; warmUp < WARM_UP; warmUp += 1) await gateway.ask(BOTH);
      await vendors.fault({ vendor: 'mailchimp', latencyMs: 30_000 });
      for (let asked = 0; asked < ASKED; asked += 1) {
        const answer = await gateway.ask(BOTH);
        overs.push(answer.elapsedMs - budgetMs);
        for (const code of answer.codes) codes.add(code);
        whole &&= answer.data.deals.edges.length === 5 && answer.data.audiences === null;
      }
    }
    const worst = Math.max(...overs);
    const text = `budgets 2,000 and 1,000 ms, answers at most ${worst.toFixed(0)} ms after them; ${[...codes].join(', ')}`;
    return measured(text, [
      worst > 50 && 'that is over 50 ms',
      [...codes].join() !== 'VENDOR_TIMEOUT' && 'VENDOR_TIMEOUT alone was expected',
      !whole && 'the rest of the answer is not whole',
    ]);
  },
};
