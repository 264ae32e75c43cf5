export { FAILURE_SAMPLES } from './failure-samples.js';
export { largestList, sharedSamples } from './shared-samples.js';
