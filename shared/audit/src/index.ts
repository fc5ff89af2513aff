export type { Hash } from './assessment-identity.ts';
export { toRiskAssessment } from './to-risk-assessment.ts';
export type { RiskAssessmentOptions } from './to-risk-assessment.ts';
