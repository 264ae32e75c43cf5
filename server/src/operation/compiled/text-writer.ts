import { type GraphQLError, locatedError } from 'graphql';
import type { Origin } from '../../ports/index.js';
import { NotPlanned } from './not-planned.js';
import type { FieldPlan, Writer } from './plan.js';
import type { Run } from './run.js';
import type { Thrown } from './thrown.js';

export class TextWriter implements Writer {
  readonly errors: GraphQLError[] = [];
  readonly path: (string | number)[] = [];
  told = 0;
  readonly #run: Run;

  constructor(run: Run) {
    this.#run = run;
  }

  argumentsOf(field: FieldPlan): Record<string, unknown> | Thrown {
    return this.#run.argumentsOf(field);
  }

  note(origin: Origin): void {
    const { trail } = this.#run.context;
    if (!trail.keeps(origin)) return;
    this.told += 1;
    trail.note([...this.path], origin);
  }

  located(error: unknown, { nodes }: FieldPlan): GraphQLError {
    if (error instanceof NotPlanned) throw error;
    return locatedError(error, nodes, [...this.path]);
  }

  record(error: GraphQLError): void {
    this.told += 1;
    this.errors.push(error);
  }
}
