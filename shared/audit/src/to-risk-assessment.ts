import type { Assessment, Evaluation } from '@cardwright/cds-service';
import type { Annotation, Reference, Resource, RiskAssessment } from '@medplum/fhirtypes';
import { assessmentIdentity } from './assessment-identity.ts';
import type { Hash } from './assessment-identity.ts';
import { toPrediction } from './to-prediction.ts';

export interface RiskAssessmentOptions {
  /** `Patient/<id>` at the server that will hold the resource. */
  readonly patientReference: string;
  /** `Encounter/<id>`, when the assessment belongs to one. */
  readonly encounterReference?: string;
  /** URI of the identifier system, one for an installation. */
  readonly identifierSystem: string;
  readonly hash: Hash;
  /** What the service is called; its id when absent. */
  readonly serviceTitle?: string;
}

/** "Artificial Intelligence asserted": HL7 AI Transparency on FHIR labels what an algorithm has asserted. */
const algorithmLabel = {
  system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue',
  code: 'AIAST',
  display: 'Artificial Intelligence asserted',
};

/**
 * The R4 RiskAssessment of an assessed evaluation: what was predicted, by which model and version, from exactly which
 * resources. `undefined` for every other outcome and when nothing is assessed: no number, no resource. Write it by
 * conditional update on its identifier; the same inputs give the same identifier.
 */
export function toRiskAssessment(evaluation: Evaluation, options: RiskAssessmentOptions): RiskAssessment | undefined {
  const { assessment, asOf } = evaluation;
  if (evaluation.outcome !== 'assessed' || !assessment?.risks.length) return undefined;
  const basis = basisOf(evaluation);
  const mitigation = assessment.thresholds.flatMap(({ recommendation }) => recommendation ?? []).join('; ');
  const note = notesOf(assessment);
  return {
    resourceType: 'RiskAssessment',
    meta: { security: [algorithmLabel] },
    identifier: [{ system: options.identifierSystem, value: assessmentIdentity(evaluation, options.hash) }],
    status: 'final',
    method: { text: methodText(evaluation, assessment) },
    code: { text: options.serviceTitle ?? evaluation.service },
    subject: { reference: options.patientReference },
    ...(options.encounterReference ? { encounter: { reference: options.encounterReference } } : {}),
    occurrenceDateTime: asOf,
    ...(basis.length ? { basis } : {}),
    prediction: assessment.risks.map((risk) => toPrediction(risk, asOf)),
    ...(mitigation ? { mitigation } : {}),
    ...(note.length ? { note } : {}),
  };
}

/** The resources behind features that have a value; what was refused or never looked at is no basis. */
function basisOf({ features }: Evaluation): Reference<Resource>[] {
  const references = Object.values(features.features).flatMap((feature) =>
    feature.status === 'present' ? feature.references.filter(isServerReference) : [],
  );
  return [...new Set(references)].toSorted().map((reference) => ({ reference }));
}

// A urn:uuid of a Bundle means nothing to the server that the resource is written to.
const isServerReference = (reference: string): boolean => /^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/.test(reference);

function methodText({ service, version, engine }: Evaluation, { risks }: Assessment): string {
  const models = [...new Set(risks.map((risk) => risk.model))].join(', ');
  return `${models}; CDS service ${service}, version ${version}; Cardwright ${engine.cardwright}`;
}

function notesOf({ notes, thresholds, missing }: Assessment): Annotation[] {
  return [
    ...notes,
    ...thresholds.map(({ when, source }) => `Threshold met: ${when} (${source})`),
    ...missing.map(({ feature, reason }) => `Not available: ${feature} (${reason})`),
  ].map((text) => ({ text }));
}
