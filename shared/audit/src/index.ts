export { assessmentIdentity, type Hash } from './assessment-identity.ts';
export type { VersionOf } from './basis-of.ts';
export { currentIdentity, type CurrentOf } from './current-identity.ts';
export { identifierSystems } from './identifier-systems.ts';
export { isInForce } from './is-in-force.ts';
export { isOwnWrite } from './is-own-write.ts';
export { ownTag } from './own-meta.ts';
export { deviceIdentity, toDevice, type DeviceOptions } from './to-device.ts';
export { endFlag, toFlag, type EscalationOptions } from './to-flag.ts';
export {
  retractGuidance,
  toGuidanceResponse,
  withdrawGuidance,
  type GuidanceResponseOptions,
} from './to-guidance-response.ts';
export { toProvenance, type ProvenanceOptions } from './to-provenance.ts';
export { toRiskAssessment, type PublishedAbout, type RiskAssessmentOptions } from './to-risk-assessment.ts';
export { endTask, episodeIdentity, openTaskStatuses, rewordTask, toTask } from './to-task.ts';
export { withdrawAssessment, type Withdrawal } from './withdraw-assessment.ts';
