export { CONTRACT_SKIPS, contractSamples } from './contract-samples.js';
export { FAILURE_SAMPLES } from './failure-samples.js';
export type { SampleWorld } from './sample-world.js';
