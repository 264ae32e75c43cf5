import { expect, it } from 'vitest';
import { nearest } from './nearest.js';

it.each([
  ['versoin', 'version'],
  ['Version', 'version'],
  ['candidat', 'candidate'],
])('finds what %s was to be', (typed, meant) => {
  expect(nearest(typed, ['version', 'candidate'])).toBe(meant);
});

it('suggests nothing for another word', () => {
  expect(nearest('salesforce', ['hubspot', 'mailchimp'])).toBeNull();
});
