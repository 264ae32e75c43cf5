export { type BulkJobsOptions, createBulkJobs } from './bulk-jobs.js';
