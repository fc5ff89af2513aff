import {
  identifierSystems,
  retractGuidance,
  toGuidanceResponse,
  toProvenance,
  toRiskAssessment,
  type Withdrawal,
} from '@cardwright/audit';
import { modelCardUrl } from '../model-cards/model-card-url.ts';
import { dataRequirements } from './data-requirements.ts';
import type { Publishing } from './publish-evaluation.ts';
import type { Published } from '../published/published.ts';
import { withdrawStanding } from './withdraw-standing.ts';
import { byIdentifier, findAll, writeIdentified } from './write-identified.ts';

/** What stands afterwards, by id at the source. */
export type Advice = Pick<Published, 'riskAssessment' | 'guidance'>;

/**
 * RiskAssessment, GuidanceResponse and Provenance of one evaluation. The RiskAssessment that stands is replaced in place, or
 * withdrawn when there is none to take its place; the response of an evaluation that was corrected is marked as entered in error.
 */
export async function publishAdvice(publishing: Publishing): Promise<Advice> {
  const { evaluation, stored } = publishing.publication;
  if (evaluation.outcome === 'failed') {
    await writeGuidance(publishing, undefined, []);
    return {};
  }
  const riskAssessment = await writeAssessment(publishing);
  const withdrawn = riskAssessment === undefined ? await withdrawBefore(publishing) : undefined;
  const isNothing = evaluation.outcome === 'not-applicable' && withdrawn === undefined;
  if (isNothing) return {};
  const guidance = await writeGuidance(publishing, riskAssessment, remarksOf(publishing, withdrawn));
  const earlier = stored?.state.guidance;
  if (publishing.publication.isCorrected && earlier !== undefined && earlier !== guidance)
    await retract(publishing, earlier);
  return { ...(riskAssessment === undefined ? {} : { riskAssessment }), guidance };
}

async function writeAssessment(publishing: Publishing): Promise<string | undefined> {
  const { publication, about, current, source, signal } = publishing;
  const resource = toRiskAssessment(publication.evaluation, { ...about, currentIdentity: current });
  if (resource === undefined) return undefined;
  return writeIdentified(source.fhir, resource, byIdentifier(identifierSystems.current, current), signal);
}

/** Why the assessment before does not stand any more; `undefined` when none stood. */
async function withdrawBefore(publishing: Publishing): Promise<Withdrawal | undefined> {
  const { publication, current, source, signal } = publishing;
  const { evaluation, stored, isCorrected } = publication;
  const before = stored?.state;
  // Nothing was ever written: known only where the last writing is known to have ended.
  if (before !== undefined && !before.isPending && before.riskAssessment === undefined) return undefined;
  const withdrawal: Withdrawal = {
    status: isCorrected ? 'entered-in-error' : 'cancelled',
    why: isCorrected ? 'what it was made from was corrected or retracted' : whyNot[evaluation.outcome],
    at: evaluation.asOf,
  };
  const standing = await withdrawStanding(source.fhir, current, withdrawal, signal);
  // Withdrawn by an attempt that did not come to its end: the rest of it is still to be done.
  const wasStanding = before?.isPending === true && before.riskAssessment !== undefined;
  return standing > 0 || wasStanding ? withdrawal : undefined;
}

const whyNot = {
  assessed: 'the service gives no number for this patient any more',
  'not-applicable': 'the service does not apply to this patient any more',
  'insufficient-data': 'what it needs is not on record any more, or too old',
  failed: 'the evaluation failed',
} as const;

function remarksOf({ publication }: Publishing, withdrawn: Withdrawal | undefined): readonly string[] {
  return [
    withdrawn === undefined ? '' : `The RiskAssessment before is withdrawn (${withdrawn.status}): ${withdrawn.why}.`,
    publication.isCorrected ? 'What the evaluation before was made from was corrected or retracted.' : '',
    publication.evaluation.escalation?.state === 'suppressed'
      ? 'A threshold is met; nothing is raised, in the quiet period after feedback.'
      : '',
  ].filter((remark) => remark !== '');
}

/** The GuidanceResponse, and the Provenance of it and of what it led to. */
async function writeGuidance(
  publishing: Publishing,
  riskAssessment: string | undefined,
  remarks: readonly string[],
): Promise<string> {
  const { host, source, served, publication, about, signal } = publishing;
  const { evaluation } = publication;
  const assessment = riskAssessment === undefined ? [] : [`RiskAssessment/${riskAssessment}`];
  const [riskAssessmentReference] = assessment;
  const resource = toGuidanceResponse(evaluation, {
    ...about,
    moduleUri: `${host.publicBaseUrl}/cds-services/${evaluation.service}`,
    ...(riskAssessmentReference === undefined ? {} : { riskAssessmentReference }),
    dataRequirements: dataRequirements(served, evaluation),
    remarks,
  });
  const byInputs = byIdentifier(identifierSystems.assessment, about.assessmentIdentity);
  const id = await writeIdentified(source.fhir, resource, byInputs, signal);
  const target = `GuidanceResponse/${id}`;
  const provenance = toProvenance(evaluation, {
    targets: [target, ...assessment],
    deviceReference: about.deviceReference,
    versionOf: about.versionOf,
    modelCardUrl: modelCardUrl(host.publicBaseUrl, evaluation.service),
  });
  const byTarget = [
    ['target', target],
    ['agent', about.deviceReference],
  ] as const;
  await writeIdentified(source.fhir, provenance, byTarget, signal);
  return id;
}

/** What is not there any more needs no retraction. */
async function retract({ source, signal }: Publishing, id: string): Promise<void> {
  const [stored] = await findAll(source.fhir, 'GuidanceResponse', [['_id', id]], signal);
  if (stored !== undefined) await source.fhir.update({ ...retractGuidance(stored), id: stored.id }, signal);
}
