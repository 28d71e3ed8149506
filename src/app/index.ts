/** The library's front door: what `import … from 'assay'` gives. */
export { openAssay, type OpenOptions } from './open-assay.js';
export type {
  Assay,
  CheckOptions,
  Decided,
  GateOptions,
  OverrideWish,
  RunOptions,
  VerifyOptions,
} from './assay.js';
export { RecordError } from './record-error.js';
export { RecordingError } from '../run/decide-recording-error.js';
export { FaultError, type Fault } from '../model/fault.js';
export type { Decision, BreakerState, Override, Reason } from '../model/decision.js';
export type { HallmarkClaims, JwkSet, Verification } from '../model/hallmark.js';
export type { CheckResult, Run, Verdict } from '../model/verdict.js';
export { VERSION } from './version.js';
