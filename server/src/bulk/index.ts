export { type BulkJobsOptions, createBulkJobs } from './bulk-jobs.js';
export { createJobRecords, type JobNews, type JobRecords, type WantedJob } from './job-records.js';
