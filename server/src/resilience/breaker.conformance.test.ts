import { createBreaker } from './breaker.js';
import { describeBreaker } from './testing/index.js';

describeBreaker("opossum's state machine, told results", createBreaker);
