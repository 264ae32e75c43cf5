import type { ContactUpserted } from '@selvedge/schema';
import { expect, it } from 'vitest';
import type { Batch, Connector } from '../connector.js';
import { invalid } from '../failure.js';
import { benchOf } from './bench.js';
import { checkClassify } from './classify-checks.js';
import { WRITE_CHECKS } from './write-checks.js';

type Upsert = Batch<{ email: string }, ContactUpserted>;

const sample = { writes: [{ email: 'a@example.org' }, { email: 'b@example.org' }], refused: { email: 'bad' } };

/** A store that knows a record again by `keyOf`. */
function storing(keyOf: (email: string, nth: number) => string): Upsert {
  const stored = new Map<string, string>();
  let count = 0;
  return async (inputs) =>
    inputs.map(({ email }) => {
      if (email === 'bad') return invalid('no address');
      const key = keyOf(email, count++);
      const created = !stored.has(key);
      if (created) stored.set(key, String(stored.size + 1));
      return { id: stored.get(key) ?? '', created };
    });
}

async function check(run: Upsert): Promise<void> {
  const connector: Connector = {
    id: 'acme',
    baseUrl: 'https://api.acme.test',
    credential: { type: 'bearer' },
    classify: () => null,
    capabilities: { 'contact.upsert': { maxBatch: 10, run } },
  };
  const vendor = { baseUrl: connector.baseUrl, credential: 'secret', settings: {}, stop: async () => undefined };
  const bench = benchOf(connector, 'contact.upsert', vendor);
  for (const writeCheck of WRITE_CHECKS) await writeCheck.run(bench, sample);
}

it('passes an upsert that knows its records again', async () => {
  await check(storing((email) => email));
});

it('finds one that writes a record again under a repeat', async () => {
  await expect(check(storing((email, nth) => `${email} ${nth}`))).rejects.toThrow('created');
});

it('finds one that fails a whole batch for one record', async () => {
  const inner = storing((email) => email);
  const failing: Upsert = async (inputs, call) => {
    if (inputs.some(({ email }) => email === 'bad')) throw invalid('no address');
    return inner(inputs, call);
  };
  await expect(check(failing)).rejects.toThrow('no address');
});

it('finds a classify that takes a failure for a success or does not survive a body', () => {
  const withClassify = (classify: Connector['classify']) => () =>
    checkClassify({ id: 'acme', baseUrl: '', credential: { type: 'bearer' }, classify, capabilities: {} }, []);
  expect(withClassify(() => null)).toThrow('a 400 with the body null must be invalid, but classify says null');
  const careless: Connector['classify'] = ({ body }) => ({ class: 'invalid', message: (body as Error).message });
  expect(withClassify(careless)).toThrow(TypeError);
});
