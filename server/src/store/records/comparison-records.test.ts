import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ComparisonObservation, MOST_SAMPLES } from '../../rollouts/model/index.js';
import { describeOnBoth } from '../both-databases.fixture.js';
import { openStore, type Store } from '../open-store.js';

describeOnBoth('what a comparison found', (databases) => {
  let one: Store;
  let two: Store;

  beforeEach(async () => {
    const location = await databases.create();
    one = await openStore({ location });
    two = await openStore({ location });
  });
  afterEach(() => Promise.all([one.close(), two.close()]));

  const sample = (atMs: number) => ({ atMs, class: 'value', stable: 'a***', candidate: 'b***' }) as const;
  const observed = (also: Partial<ComparisonObservation> = {}): ComparisonObservation => ({
    coordinate: 'Contact.email',
    pairs: 10,
    candidateOnly: 2,
    noiseOnly: 1,
    byClass: { value: 2, missing: 1 },
    samples: [sample(1)],
    ...also,
  });

  it('is added up by field', async () => {
    await one.comparisons.add('r1', [observed(), observed({ coordinate: 'Company.name', byClass: {}, samples: [] })]);
    await two.comparisons.add('r1', [observed({ byClass: { value: 4 }, samples: [sample(2)] }), observed()]);
    await two.comparisons.add('r2', [observed()]);
    expect(await one.comparisons.read('r1')).toEqual([
      {
        coordinate: 'Company.name',
        pairs: 10,
        candidateOnly: 2,
        noiseOnly: 1,
        byClass: {},
        samples: [],
        accepted: null,
      },
      {
        coordinate: 'Contact.email',
        pairs: 30,
        candidateOnly: 6,
        noiseOnly: 3,
        byClass: { value: 8, missing: 2 },
        samples: [sample(1), sample(2), sample(1)],
        accepted: null,
      },
    ]);
  });

  it('keeps the first samples of a field and no more, whoever adds them', async () => {
    const many = observed({ samples: Array.from({ length: 15 }, (_, index) => sample(index)) });
    await Promise.all([one, two, one, two].map((store) => store.comparisons.add('r1', [many, many])));
    const [field] = await one.comparisons.read('r1');
    expect(field?.samples).toHaveLength(MOST_SAMPLES);
    expect(field?.pairs).toBe(80);
  });

  it('knows who accepted a field first, before and after there are differences', async () => {
    const ada = { by: 'ada', reason: 'v2 trims', atMs: 5 };
    await one.comparisons.accept('r1', 'Contact.email', ada);
    await one.comparisons.add('r1', [observed(), observed({ coordinate: 'Contact.phone' })]);
    await two.comparisons.accept('r1', 'Contact.phone', { ...ada, reason: 'E.164' });
    await two.comparisons.accept('r1', 'Contact.email', { ...ada, by: 'bob' });
    const fields = await two.comparisons.read('r1');
    expect(fields.map(({ coordinate, pairs, accepted }) => [coordinate, pairs, accepted])).toEqual([
      ['Contact.email', 10, ada],
      ['Contact.phone', 10, { ...ada, reason: 'E.164' }],
    ]);
  });
});
