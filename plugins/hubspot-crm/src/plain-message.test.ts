import { expect, it } from 'vitest';
import { plainMessage } from './plain-message.js';

const results = [
  { isValid: false, message: 'Email address ada is invalid', error: 'INVALID_EMAIL', name: 'email' },
  {
    isValid: false,
    message: 'gold was not one of the allowed options',
    error: 'INVALID_OPTION',
    name: 'lifecyclestage',
  },
];

it('keeps what is said of each value, without the JSON around it', () => {
  expect(plainMessage(`Property values were not valid: ${JSON.stringify(results)}`)).toBe(
    'Property values were not valid: Email address ada is invalid; gold was not one of the allowed options',
  );
});

it.each([
  'Object not found.',
  'Property values were not valid: [{"isValid":false',
  'Property values were not valid: []',
  'Unknown properties: ["a","b"]',
])('leaves any other message as it is: %s', (message) => {
  expect(plainMessage(message)).toBe(message);
});
