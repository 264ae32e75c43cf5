export { FAILURE_SAMPLES } from './failure-samples.js';
export { salesforceSamples } from './salesforce-samples.js';
export { sampleId } from './sample-ids.js';
export type { SampleWorld } from './sample-world.js';
