import { parentPort } from 'node:worker_threads';
import { type Job, runJob } from './job.js';

/** A thread that runs jobs one after the other. */
parentPort?.on('message', (job: Job) => parentPort?.postMessage(runJob(job)));
