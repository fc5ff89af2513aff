import type { Assessment, Evaluation } from '@cardwright/cds-service';
import type { Annotation, RiskAssessment } from '@medplum/fhirtypes';
import { basisOf, type VersionOf } from './basis-of.ts';
import { identifierSystems } from './identifier-systems.ts';
import { assertedMeta } from './own-meta.ts';
import { toPrediction } from './to-prediction.ts';

/** What every resource about an evaluation is told besides it. */
export interface PublishedAbout {
  /** `Patient/<id>` at the server that will hold the resource. */
  readonly patientReference: string;
  /** `Encounter/<id>`, when the assessment belongs to one. */
  readonly encounterReference?: string;
  /** `assessmentIdentity` of the evaluation. */
  readonly assessmentIdentity: string;
  /** `Device/<id>` of the service version. */
  readonly deviceReference: string;
  readonly versionOf: VersionOf;
  /** What the service is called. */
  readonly serviceTitle: string;
}

export interface RiskAssessmentOptions extends PublishedAbout {
  /** `currentIdentity`: the resource is written by conditional update on it. */
  readonly currentIdentity: string;
}

/**
 * The R4 RiskAssessment of an assessed evaluation: what was predicted, by which model and version, from exactly which
 * resources. `undefined` for every other outcome and when nothing is assessed: no number, no resource. Its first identifier
 * says whose assessment it is and stays, its second says from what it was made.
 */
export function toRiskAssessment(evaluation: Evaluation, options: RiskAssessmentOptions): RiskAssessment | undefined {
  const { assessment, asOf } = evaluation;
  if (evaluation.outcome !== 'assessed' || !assessment?.risks.length) return undefined;
  const basis = basisOf(evaluation, options.versionOf);
  const mitigation = assessment.thresholds.flatMap(({ recommendation }) => recommendation ?? []).join('; ');
  const note = notesOf(assessment);
  return {
    resourceType: 'RiskAssessment',
    meta: assertedMeta,
    identifier: [
      { system: identifierSystems.current, value: options.currentIdentity },
      { system: identifierSystems.assessment, value: options.assessmentIdentity },
    ],
    status: 'final',
    method: { text: methodText(evaluation, assessment) },
    code: { text: options.serviceTitle },
    subject: { reference: options.patientReference },
    ...(options.encounterReference ? { encounter: { reference: options.encounterReference } } : {}),
    occurrenceDateTime: asOf,
    performer: { reference: options.deviceReference },
    ...(basis.length ? { basis } : {}),
    prediction: assessment.risks.map((risk) => toPrediction(risk, asOf)),
    ...(mitigation ? { mitigation } : {}),
    ...(note.length ? { note } : {}),
  };
}

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
