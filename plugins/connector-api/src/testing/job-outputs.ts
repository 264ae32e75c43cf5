import type { JobName } from '@selvedge/schema';
import { OUTPUTS } from './outputs.js';
import { type Check, flag, object, orNull, text } from './structure.js';

const importedRecord = object({ id: orNull(text), created: orNull(flag) });

/** What one outcome of a job must be. */
export const JOB_OUTPUTS: Readonly<Record<JobName, Check>> = {
  'contact.import': importedRecord,
  'audienceMember.import': importedRecord,
  'performance.report': OUTPUTS['performance.report'],
};
