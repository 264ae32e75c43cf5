export { type BulkJobsOptions, createBulkJobs } from './bulk-jobs.js';
export { createJobRecords } from './job-records.js';
