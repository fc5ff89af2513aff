import type { AssessedRisk, Evaluation } from '@cardwright/cds-service';
import type {
  DataRequirement,
  GuidanceResponse,
  OperationOutcome,
  OperationOutcomeIssue,
  Parameters,
  ParametersParameter,
} from '@medplum/fhirtypes';
import { identifierSystems } from './identifier-systems.ts';
import { assertedMeta } from './own-meta.ts';
import type { PublishedAbout } from './to-risk-assessment.ts';

export interface GuidanceResponseOptions extends PublishedAbout {
  /** URI of the CDS service. */
  readonly moduleUri: string;
  /** `RiskAssessment/<id>` that the evaluation led to. */
  readonly riskAssessmentReference?: string;
  /** What the missing features would be read from. */
  readonly dataRequirements: readonly DataRequirement[];
  /** Sentences of ours that a reader of the evaluation needs besides. */
  readonly remarks: readonly string[];
}

/** R4 has no code for "this patient is not one of those": the evaluation succeeded, and its message says so. */
const statuses = {
  assessed: 'success',
  'not-applicable': 'success',
  'insufficient-data': 'data-required',
  failed: 'failure',
} as const satisfies Record<Evaluation['outcome'], GuidanceResponse['status']>;

/**
 * The R4 GuidanceResponse of an evaluation: that it took place, what came out, what is missing. `result` can refer to a
 * CarePlan or RequestGroup only (https://hl7.org/fhir/R4/guidanceresponse-definitions.html), so the RiskAssessment and the
 * numbers as computed stand in the contained `outputParameters`.
 */
export function toGuidanceResponse(evaluation: Evaluation, options: GuidanceResponseOptions): GuidanceResponse {
  const outcome = messageOf(evaluation, options.remarks);
  const output = outputOf(evaluation, options.riskAssessmentReference);
  const contained = [outcome, output].filter((resource) => resource !== undefined);
  const needs = evaluation.outcome === 'insufficient-data' ? options.dataRequirements : [];
  return {
    resourceType: 'GuidanceResponse',
    meta: assertedMeta,
    ...(contained.length > 0 ? { contained } : {}),
    requestIdentifier: { system: identifierSystems.evaluation, value: evaluation.id },
    identifier: [{ system: identifierSystems.assessment, value: options.assessmentIdentity }],
    moduleUri: options.moduleUri,
    status: statuses[evaluation.outcome],
    subject: { reference: options.patientReference },
    ...(options.encounterReference ? { encounter: { reference: options.encounterReference } } : {}),
    occurrenceDateTime: evaluation.asOf,
    performer: { reference: options.deviceReference },
    reasonCode: [{ text: options.serviceTitle }],
    ...(outcome ? { evaluationMessage: [{ reference: `#${outcome.id}` }] } : {}),
    ...(output ? { outputParameters: { reference: `#${output.id}` } } : {}),
    ...(needs.length > 0 ? { dataRequirement: [...needs] } : {}),
  };
}

function messageOf(
  { outcome, reasons, missing, error }: Evaluation,
  remarks: readonly string[],
): (OperationOutcome & { readonly id: string }) | undefined {
  const issue = [
    ...(error === undefined ? [] : [issueOf('error', 'exception', `${error.code}: ${error.message}`)]),
    ...reasons.map((reason) =>
      issueOf('information', outcome === 'not-applicable' ? 'business-rule' : 'informational', reason),
    ),
    ...missing.map(({ feature, reason, required }) =>
      issueOf(required ? 'warning' : 'information', 'incomplete', `Not available: ${feature} (${reason})`),
    ),
    ...remarks.map((remark) => issueOf('information', 'informational', remark)),
  ];
  return issue.length === 0 ? undefined : { resourceType: 'OperationOutcome', id: 'message', issue };
}

const issueOf = (
  severity: OperationOutcomeIssue['severity'],
  code: OperationOutcomeIssue['code'],
  text: string,
): OperationOutcomeIssue => ({ severity, code, details: { text } });

/** Numbers in their own unit, a probability as the fraction that was computed: R4's RiskAssessment has no place for a score. */
function outputOf(
  { outcome, assessment }: Evaluation,
  riskAssessmentReference: string | undefined,
): (Parameters & { readonly id: string }) | undefined {
  const risks = outcome === 'assessed' ? (assessment?.risks ?? []) : [];
  const parameter = [
    ...(riskAssessmentReference === undefined
      ? []
      : [{ name: 'riskAssessment', valueReference: { reference: riskAssessmentReference } }]),
    ...risks.map(parameterOf),
  ];
  return parameter.length === 0 ? undefined : { resourceType: 'Parameters', id: 'output', parameter };
}

function parameterOf({ name, value, unit, atLeast }: AssessedRisk): ParametersParameter {
  if (typeof value === 'string') return { name, valueString: atLeast ? `at least ${value}` : value };
  const quantity = { value, unit, system: 'http://unitsofmeasure.org', code: unit };
  return { name, valueQuantity: atLeast ? { ...quantity, comparator: '>=' } : quantity };
}

/** The stored response, of an evaluation whose inputs turned out to be wrong. */
export const retractGuidance = (stored: GuidanceResponse): GuidanceResponse => ({
  ...stored,
  status: 'entered-in-error',
});

/**
 * The stored response of a service that publishes nothing any more. It took place, so its status stays; a note says that it does not
 * count any more. `undefined` where it says so already.
 */
export function withdrawGuidance(stored: GuidanceResponse, why: string, at: string): GuidanceResponse | undefined {
  const text = `Withdrawn: ${why}`;
  if (stored.note?.at(-1)?.text === text) return undefined;
  return { ...stored, note: [...(stored.note ?? []), { text, time: at }] };
}
