import { describe, expect, it } from 'vitest';
import { type ComparisonObservation, MOST_SAMPLES } from '../model/index.js';
import { compareAnswers } from './compare-answers.js';
import { createComparisonTally } from './comparison-tally.js';
import { type ComparedRead, observationsOf } from './observations.js';
import { LONGEST_SAMPLE, sampleText } from './sample-text.js';

const ASKED = { capability: 'contact.byId', shape: 'record', fieldsOf: () => null } as const;
const contact = (over: object = {}) => ({
  kind: 'Contact',
  id: '1',
  givenName: 'Ada',
  emails: ['ada@x.example'],
  ...over,
});
const read = (candidate: unknown, second: unknown = contact()): ComparedRead => ({
  candidate: compareAnswers(contact(), candidate, ASKED),
  noise: compareAnswers(contact(), second, ASKED),
});
const of = (observations: readonly ComparisonObservation[], coordinate: string) =>
  observations.find((each) => each.coordinate === coordinate);

describe('an operation', () => {
  it('is one pair of a field, whatever number of records had it', () => {
    const seen = observationsOf(
      [read(contact({ givenName: 'Bea' })), read(contact()), read(contact({ givenName: 'Cleo' }))],
      7,
    );
    expect(of(seen, 'Contact.givenName')).toEqual({
      coordinate: 'Contact.givenName',
      pairs: 1,
      candidateOnly: 1,
      noiseOnly: 0,
      byClass: { value: 1 },
      samples: [{ atMs: 7, class: 'value', stable: 'Xxx', candidate: 'Xxx' }],
    });
    expect(of(seen, 'Contact.emails')).toMatchObject({ pairs: 1, candidateOnly: 0, byClass: {}, samples: [] });
  });

  it('holds noise against a difference in the same field', () => {
    const seen = observationsOf([read(contact({ givenName: 'Bea' }), contact({ givenName: 'Cleo' }))], 7);
    expect(of(seen, 'Contact.givenName')).toMatchObject({ pairs: 1, candidateOnly: 0, noiseOnly: 0, samples: [] });
    const noise = observationsOf([read(contact(), contact({ givenName: 'Cleo' }))], 7);
    expect(of(noise, 'Contact.givenName')).toMatchObject({ candidateOnly: 0, noiseOnly: 1 });
  });

  it('says nothing of fields that one of the three answers had no record for', () => {
    expect(observationsOf([read(null)], 7).map(({ coordinate }) => coordinate)).toEqual(['contact.byId']);
    const vanished = observationsOf([read(contact({ givenName: 'Bea' }), null)], 7);
    expect(vanished.map(({ coordinate }) => coordinate)).toEqual(['contact.byId']);
  });
});

describe('a sample', () => {
  it('shows what is plain', () => {
    expect(sampleText('Deal.amount', { amount: '12.50', currency: 'EUR' })).toBe('{"amount":"12.50","currency":"EUR"}');
  });

  it('shows of what is personal the form alone', () => {
    expect(sampleText('Contact.emails', 'Ada.Löve@Example.org')).toBe('Xxx.Xxxx@Xxxxxxx.xxx');
    expect(sampleText('Contact.phones.number', '+49 170 1234')).toBe('+99 999 9999');
    expect(sampleText('posts/user.byId.name', '愛 🙂')).toBe('x *');
    expect(sampleText('Contact.emails', null)).toBe('null');
    expect(sampleText('contact.page.next', true)).toBe('true');
  });

  it('are of a record its fields, each by itself', () => {
    const deal = { kind: 'Deal', id: '7', name: 'Ada & Co', stage: 'won', amount: null, contacts: [] };
    expect(sampleText('deal.page', deal)).toBe('Deal id 7, name Xxx * Xx, stage won');
    expect(sampleText('acme/thing.byId', { kind: 'AcmeThing', name: 'Ada' })).toBe('{"xxxx":"XxxxXxxxx","xxxx":"Xxx"}');
  });

  it('is cut', () => {
    expect(sampleText('Contact.emails', 'a'.repeat(5_000))).toHaveLength(LONGEST_SAMPLE);
  });
});

describe('the tally', () => {
  const differing = observationsOf([read(contact({ givenName: 'Bea' }))], 7);

  it('sums up until it is told, and holds no more samples than are kept', async () => {
    const tally = createComparisonTally();
    const told: (readonly ComparisonObservation[])[] = [];
    const records = {
      add: async (_: string, observations: readonly ComparisonObservation[]) => void told.push(observations),
    };
    for (let at = 0; at < 50; at++) tally.add('r', differing);
    await tally.flush(records);
    expect(of(told[0] ?? [], 'Contact.givenName')).toMatchObject({
      pairs: 50,
      candidateOnly: 50,
      byClass: { value: 50 },
    });
    expect(of(told[0] ?? [], 'Contact.givenName')?.samples).toHaveLength(MOST_SAMPLES);
    tally.add('r', differing);
    await tally.flush(records);
    expect(of(told[1] ?? [], 'Contact.givenName')).toMatchObject({ pairs: 1, samples: [] });
    await tally.flush(records);
    expect(told).toHaveLength(2);
  });

  it('keeps what could not be told', async () => {
    const tally = createComparisonTally();
    tally.add('r', differing);
    await expect(tally.flush({ add: () => Promise.reject(new Error('gone')) })).rejects.toThrow('gone');
    tally.add('r', differing);
    const told: (readonly ComparisonObservation[])[] = [];
    await tally.flush({ add: async (_, observations) => void told.push(observations) });
    expect(of(told[0] ?? [], 'Contact.givenName')).toMatchObject({ pairs: 2 });
  });
});
