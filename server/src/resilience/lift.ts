import { VendorError } from '@selvedge/connector-api';
import type { CapabilityName, CapabilityTraits, InputOf, OutputOf, RecordSource } from '@selvedge/schema';
import type { Answer, FailureCause, Outcome } from '../ports/index.js';
import { BreakerOpened } from './breaker-opened.js';
import { CallerGone, DeadlineExceeded } from './deadline.js';
import { tagsOf } from './tags.js';

/** Which connector@version serves which connection. */
export interface Served {
  connector: string;
  version: string;
  /** Id of the tenant's connection. */
  connection: string;
  /** Whether somebody asks for the tags of its answers: nobody does without a cache. */
  tagged?: boolean;
}

/** What the gateway knows of an author's batch. */
export interface Lifted<C extends CapabilityName> {
  capability: C;
  shape: CapabilityTraits['shape'];
  served: Served;
  /** When it was asked, epoch milliseconds. */
  fetchedAt: number;
}

/**
 * Turns what came of an author's batch into outcomes: one per input, in order. Records are told where they came from. A
 * batch of the wrong length is a defect of the connector for all its inputs.
 */
export function lift<C extends CapabilityName>(
  { capability, shape, served, fetchedAt }: Lifted<C>,
  inputs: readonly InputOf<C>[],
  outputs: readonly (OutputOf<C> | null | Error)[],
): readonly Outcome<Answer<C>>[] {
  const fail = (cause: FailureCause): Outcome<Answer<C>> => ({
    ok: false,
    failure: { connector: served.connector, version: served.version, cause },
  });
  if (!Array.isArray(outputs) || outputs.length !== inputs.length) {
    const came = Array.isArray(outputs) ? `${outputs.length} elements` : typeof outputs;
    const message = `${served.connector}@${served.version} must answer ${capability} with one element per input: expected ${inputs.length}, got ${came}.`;
    return inputs.map(() => fail({ class: 'connector-defect', message }));
  }
  const { connector, version, connection, tagged = true } = served;
  const source: RecordSource = { connector, version };
  return inputs.map((input, index): Outcome<Answer<C>> => {
    const output = outputs[index];
    if (output instanceof Error || VendorError.is(output)) return fail(causeOf(output));
    const value = output === null || output === undefined ? null : (stamped(shape, output, source) as Answer<C>);
    const tags = tagged ? tagsOf(capability, shape, input, value) : [];
    return { ok: true, value, origin: { connector, version, connection, fetchedAt, stale: false, tags } };
  });
}

/** What an error means to the gateway. */
export function causeOf(error: unknown): FailureCause {
  if (error instanceof BreakerOpened) return error.notCalled;
  if (VendorError.is(error)) return error.failure;
  if (error instanceof DeadlineExceeded || error instanceof CallerGone) {
    return { class: 'timeout', message: error.message };
  }
  if (error instanceof Error && error.name === 'AbortError') {
    return { class: 'timeout', message: new CallerGone().message };
  }
  return { class: 'connector-defect', message: `The connector failed unexpectedly (${kindAndPlaceOf(error)}).` };
}

/** Kind and place of an unexpected error. Its message stays out: it may hold anything, a record's data included. */
export function kindAndPlaceOf(error: unknown): string {
  if (!(error instanceof Error)) return `it threw a ${typeof error}`;
  const kind = /^\w{1,60}$/.test(error.name) ? error.name : 'Error';
  const place = /[^\\/(\s]+:\d+:\d+(?=\)?$)/m.exec(
    error.stack?.split('\n').find((line) => line.trimStart().startsWith('at ')) ?? '',
  );
  return place === null ? kind : `${kind} at ${place[0]}`;
}

function stamped(shape: CapabilityTraits['shape'], output: unknown, source: RecordSource): unknown {
  const stamp = (record: object): object => ({ ...record, source });
  switch (shape) {
    case 'record':
      return stamp(output as object);
    case 'list':
      return (output as readonly object[]).map(stamp);
    case 'page': {
      const page = output as { items: readonly object[] };
      return { ...page, items: page.items.map(stamp) };
    }
    case 'value':
      return output;
  }
}
