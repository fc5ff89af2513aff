import type { Feature } from '@cardwright/cds-service';
import { codeKey } from '@cardwright/fhir';
import type { Coding, Patient } from '@medplum/fhirtypes';
import { absent } from '../absent.ts';
import type { Race } from '../declaration.ts';
import type { Extraction } from '../extraction.ts';
import { noPatient } from '../no-patient.ts';

/** https://hl7.org/fhir/us/core/STU7/StructureDefinition-us-core-race.html and …/StructureDefinition-us-core-ethnicity.html */
const urls = {
  race: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-race',
  ethnicity: 'http://hl7.org/fhir/us/core/StructureDefinition/us-core-ethnicity',
} as const;

/**
 * The model's category when every recorded OMB category maps to the same one. None, several or others give `fallback`
 * (`assumed` when none is recorded), or the feature is absent.
 */
export function extractRace(
  { from = 'race', categories, fallback }: Race,
  x: Extraction,
  keys: readonly string[],
): Feature {
  const { patient } = x.record;
  if (!patient) return noPatient(x, keys);
  const references = [x.record.referenceOf(patient)];
  const recorded = ombCategories(patient, urls[from]);
  const mapped = new Set(recorded.map((coding) => categoryOf(coding, categories)));
  const [only] = mapped;
  if (mapped.size === 1 && only !== undefined)
    return { status: 'present', value: only, unit: '{category}', references };
  if (fallback === undefined) {
    return recorded.length === 0
      ? absent('none-recorded', references, `no ${from} is recorded`)
      : absent('no-value', references, `the recorded ${from} is not one category of the model`);
  }
  return {
    status: 'present',
    value: fallback,
    unit: '{category}',
    references,
    ...(recorded.length === 0 && { assumed: true }),
  };
}

function categoryOf(coding: Coding, categories: Race['categories']): string | undefined {
  const key = codeKey(coding);
  return Object.entries(categories).find(([, codes]) => codes.some((code) => codeKey(code) === key))?.[0];
}

function ombCategories(patient: Patient, extensionUrl: string): readonly Coding[] {
  return (patient.extension ?? [])
    .filter(({ url }) => url === extensionUrl)
    .flatMap(({ extension }) => extension ?? [])
    .flatMap(({ url, valueCoding }) => (url === 'ombCategory' && valueCoding ? [valueCoding] : []));
}
