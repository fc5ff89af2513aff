import type { RiskAssessment } from '@medplum/fhirtypes';

/**
 * The same resource, withdrawn: a fact that it stands on was retracted. Records are never deleted
 * (https://hl7.org/fhir/R4/valueset-observation-status.html, entered-in-error).
 */
export function toWithdrawnRiskAssessment(existing: RiskAssessment): RiskAssessment {
  return { ...existing, status: 'entered-in-error' };
}
