import './require-node.js';

export { describeConnector } from './describe-connector.js';
export type {
  ConnectorContract,
  FailureSample,
  JobSample,
  PageSample,
  ReadSample,
  RunningVendor,
  SampleOf,
  Samples,
  WriteSample,
} from './samples.js';
export {
  type ScriptedAnswer,
  type ScriptedCallOptions,
  type ScriptedRequest,
  scriptedCall,
} from './scripted-call.js';
export { type Transport, type VendorFetchOptions, vendorFetch } from './vendor-fetch.js';
