export { FAILURE_SAMPLES } from './failure-samples.js';
export { reportSamples } from './report-samples.js';
