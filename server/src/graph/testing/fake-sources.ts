import type { CapabilityName, InputOf } from '@selvedge/schema';
import type { Answer, FailureCause, LoadOptions, Origin, Outcome, Sources } from '../../ports/index.js';

/** What one fake connector answers; a thrown `Fails` is a failure. */
export interface FakeConnector {
  version: string;
  answers: { [C in CapabilityName]?: (input: InputOf<C>, options: LoadOptions) => Answer<C> | null };
  stale?: boolean;
  /** Most inputs of one call; default: any number. */
  maxBatch?: number;
}

export class Fails extends Error {
  constructor(readonly failure: FailureCause) {
    super(failure.message);
  }
}

/** Loads that travelled together: one wave is one tick. */
export interface Batch {
  wave: number;
  capability: CapabilityName;
  connector: string;
  inputs: unknown[];
  options: LoadOptions[];
}

export interface FakeSources extends Sources {
  readonly batches: Batch[];
  /** Names of capabilities asked, in order of waves, e.g. `1 contact.byId crm ×3`. */
  log(): string[];
}

/** Sources over fake connectors that batch one tick and deduplicate, as the real ones do. */
export function fakeSources(connectors: Readonly<Record<string, FakeConnector>>): FakeSources {
  const batches: Batch[] = [];
  const loaded = new Map<string, Promise<Outcome<unknown>>>();
  let wave = 0;
  let tick: Promise<number> | null = null;

  const nextTick = () => {
    tick ??= new Promise((resolve) => {
      setImmediate(() => {
        tick = null;
        resolve(++wave);
      });
    });
    return tick;
  };

  const answerTo = async (capability: CapabilityName, connector: string, input: unknown, options: LoadOptions) => {
    const at = await nextTick();
    const batch = batches.find((b) => b.wave === at && b.capability === capability && b.connector === connector);
    if (batch === undefined) batches.push({ wave: at, capability, connector, inputs: [input], options: [options] });
    else {
      batch.inputs.push(input);
      batch.options.push(options);
    }
    return outcomeOf(connectors[connector], capability, connector, input, options);
  };

  const load: FakeSources['load'] = (capability, connector, input, options = {}) => {
    const key = JSON.stringify([capability, connector, input, options]);
    const known = loaded.get(key) ?? answerTo(capability, connector, input, options);
    loaded.set(key, known);
    return known as Promise<Outcome<Answer<typeof capability>>>;
  };

  return {
    batches,
    load,
    loadMany: (capability, connector, inputs) => Promise.all(inputs.map((input) => load(capability, connector, input))),
    log: () => batches.map((b) => `${b.wave} ${b.capability} ${b.connector} ×${b.inputs.length}`),
    offering: (capability) => Object.keys(connectors).filter((id) => connectors[id]?.answers[capability]),
    job: () => null,
    largestBatch: () => null,
    callsFor(capability, connector, inputs) {
      const { answers, maxBatch = Number.POSITIVE_INFINITY } = connectors[connector] ?? NOT_CONNECTED;
      return answers[capability] === undefined ? 0 : Math.ceil(inputs / Math.min(maxBatch, Math.max(1, inputs)));
    },
    version: (connector) => connectors[connector]?.version ?? null,
  };
}

const NOT_CONNECTED: FakeConnector = { version: '0.0.0', answers: {} };

function outcomeOf(
  fake: FakeConnector | undefined,
  capability: CapabilityName,
  connector: string,
  input: unknown,
  options: LoadOptions,
): Outcome<unknown> {
  const version = fake?.version ?? null;
  const answer = fake?.answers[capability] as ((input: unknown, options: LoadOptions) => unknown) | undefined;
  if (fake === undefined) return failed(connector, version, { class: 'not-connected', message: 'not connected' });
  if (!answer) return failed(connector, version, { class: 'capability-missing', message: `no ${capability}` });
  try {
    return { ok: true, value: answer(input, options), origin: originOf(connector, fake) };
  } catch (error) {
    if (error instanceof Fails) return failed(connector, version, error.failure);
    throw error;
  }
}

function failed(connector: string, version: string | null, cause: FailureCause): Outcome<never> {
  return { ok: false, failure: { connector, version, cause } };
}

function originOf(connector: string, { version, stale = false }: FakeConnector): Origin {
  return { connector, version, connection: `t/${connector}`, fetchedAt: 0, stale, tags: [] };
}
