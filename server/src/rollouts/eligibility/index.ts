export {
  type CallersOfVersion,
  type CallersPerVersionOptions,
  callersPerVersion,
  type LoadedVersion,
} from './callers-per-version.js';
export { createEligibility, type EligibilityOptions, type LiveEligibility } from './eligibility.js';
export { type Asked, createFieldUsage, type FieldUsage, type FieldUsageOptions } from './field-usage.js';
export { type ChangesOf, createKeeping, type Keeping, type KeepingOptions } from './keeping.js';
