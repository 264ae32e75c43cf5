export { FAILURE_SAMPLES } from './failure-samples.js';
export { type SampleWorld, sharedSamples } from './shared-samples.js';
