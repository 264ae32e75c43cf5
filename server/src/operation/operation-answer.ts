import type { Metrics, OperationOutcome } from '../telemetry/index.js';
import type { AnswerContext } from './answer-context.js';
import { costNote, freshnessNotes, provenanceNotes } from './answer-extensions.js';
import { type CostLimits, type Estimate, estimate, refuseCostly } from './cost/index.js';
import type { KnownOperation } from './known-operation.js';

export interface AnswerOptions {
  major: number;
  costLimits: CostLimits;
  metrics: Metrics;
}

/** What is done for one operation before and after it is executed, whoever executes it: it is counted once. */
export class OperationAnswer {
  readonly #startedAt = performance.now();
  readonly #begunAt: number;
  #known: KnownOperation | null = null;
  #estimated: Estimate | null = null;

  constructor(
    readonly options: AnswerOptions,
    readonly context: AnswerContext,
  ) {
    this.#begunAt = context.now();
  }

  /** The operation is known: counts what it uses, and throws when its estimate is over the limits. */
  resolve(known: KnownOperation, given: Record<string, unknown> | undefined): void {
    const { major, metrics, costLimits } = this.options;
    if (this.#estimated === null) {
      const { context } = this;
      this.#known = known;
      context.needed.fields = known.needed;
      for (const coordinate of known.deprecated) metrics.deprecatedUse({ coordinate, client: context.caller.client });
      if (context.record) context.record.deprecated = known.deprecated;
      const { plan, variables } = known.planFor(given);
      this.#estimated = estimate(plan, variables, context);
      metrics.estimated({ major, vendorCalls: this.#estimated.vendorCalls });
    }
    refuseCostly(this.#estimated, costLimits);
  }

  /** Headers, by lower-case name, that say what the answer is. */
  headers(): Record<string, string> {
    const { trail, now } = this.context;
    const headers: Record<string, string> = { 'x-selvedge-api': `v${this.options.major}` };
    if (this.#known !== null) Object.assign(headers, this.#known.deprecationHeaders);
    // What was fetched before the operation began comes from a cache (RFC 9111 §5.1); in seconds, as its oldest value.
    if (trail.oldestAt < this.#begunAt) headers.age = String(Math.floor((now() - trail.oldestAt) / 1_000));
    return headers;
  }

  /** What the answer says beside its data; null where there is nothing to say. */
  extensions(): Record<string, unknown> | null {
    const { context } = this;
    const deprecations = this.#known?.deprecations ?? [];
    const freshness = freshnessNotes(context);
    const { wantsCost, wantsProvenance } = context;
    if (deprecations.length === 0 && freshness.length === 0 && !wantsCost && !wantsProvenance) return null;
    return {
      ...(deprecations.length > 0 ? { deprecations } : {}),
      ...(freshness.length > 0 ? { freshness } : {}),
      ...(wantsCost && this.#estimated ? { cost: costNote(this.#estimated, this.options.costLimits) } : {}),
      ...(wantsProvenance ? { provenance: provenanceNotes(context) } : {}),
    };
  }

  /** The operation has been answered. */
  count(outcome: OperationOutcome): void {
    const { major, metrics } = this.options;
    metrics.operation({ major, outcome, durationMs: performance.now() - this.#startedAt });
  }
}
