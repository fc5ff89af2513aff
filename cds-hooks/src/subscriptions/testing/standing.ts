import { isObject, type FhirClient } from '@cardwright/fhir';
import type { Resource, RiskAssessment } from '@medplum/fhirtypes';

/** What is published at a source, to be compared. Withdrawn and never written come to the same for whoever reads. */
export async function standing(fhir: FhirClient) {
  const { resources } = await fhir.search('RiskAssessment?', AbortSignal.timeout(5_000));
  return resources
    .filter((one): one is RiskAssessment => one.resourceType === 'RiskAssessment' && one.status === 'final')
    .map(({ subject, prediction, basis = [], code }) => ({
      subject: subject.reference,
      code,
      prediction: withoutTimes(prediction),
      basis: basis.map(({ reference = '' }) => reference.replace(/\/_history\/.*$/, '')).toSorted(),
    }))
    .toSorted((a, b) => ((a.subject ?? '') < (b.subject ?? '') ? -1 : 1));
}

/** When it was said depends on when it was heard. */
function withoutTimes(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutTimes);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([name]) => !/^when/.test(name));
  return Object.fromEntries(entries.map(([name, one]) => [name, withoutTimes(one)]));
}

/** A resource of the chart, of patient `p1`, as one of another patient. */
export function ofPatient(resource: Resource, patient: string): Resource {
  const id = resource.resourceType === 'Patient' ? patient : `${patient}-${resource.id}`;
  const renamed: Resource = JSON.parse(
    JSON.stringify({ ...resource, id }).replaceAll('Patient/p1', `Patient/${patient}`),
  );
  return renamed;
}
