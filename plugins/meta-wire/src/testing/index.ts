export { adSamples } from './ad-samples.js';
export { FAILURE_SAMPLES } from './failure-samples.js';
