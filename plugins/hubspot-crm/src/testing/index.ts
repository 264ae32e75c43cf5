export { crmSamples } from './crm-samples.js';
export { FAILURE_SAMPLES } from './failure-samples.js';
export type { SampleWorld } from './sample-world.js';
