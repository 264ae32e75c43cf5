import { describe, expect, it } from 'vitest';
import { FORMS_PER_NUMBER, isSameNumber, searchForms } from './phone-match.js';

const DIGITS = '442079460123';

describe('isSameNumber', () => {
  it.each(['+44 20 7946 0123', '0044 20-7946-0123', '442079460123', '(020) 7946 0123', '20 7946 0123'])(
    'knows %j again',
    (written) => {
      expect(isSameNumber(written, DIGITS)).toBe(true);
    },
  );

  it.each(['+1 20 7946 0123', '+44 20 7946 0124', '0123', '7946 0123', ''])('does not take %j for it', (written) => {
    expect(isSameNumber(written, DIGITS)).toBe(false);
  });
});

describe('searchForms', () => {
  it('holds the number as HubSpot may have indexed it', () => {
    expect(searchForms(DIGITS)).toEqual(expect.arrayContaining(['442079460123', '2079460123', '02079460123']));
  });

  it('never grows past what the batch size counts with', () => {
    expect(searchForms(DIGITS)).toHaveLength(FORMS_PER_NUMBER);
    expect(searchForms('123')).toEqual(['123']);
  });
});
