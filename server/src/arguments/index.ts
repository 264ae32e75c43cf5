/** What the options of our commands may say, and how they are refused. */
export { refusing } from './refusing.js';
export { count, counts, oneOf, pattern, quantity, seed, someOf } from './values.js';
