export { type CreateBreaker, describeBreaker } from './describe-breaker.js';
