import type { Evaluation } from '@cardwright/cds-service';
import type { FeatureDeclaration, PrefetchTemplate } from '@cardwright/features';
import type { ValueSet } from '@cardwright/fhir';
import type { Coding, DataRequirement } from '@medplum/fhirtypes';
import type { ServedVersion } from '../host.ts';

/** A filter of more codes is longer than it is useful: the type alone is said. */
const maxFilterCodes = 100;

/** Where the code of a resource type stands, when it is not `code`. */
const codePaths: Readonly<Record<string, string>> = {
  MedicationRequest: 'medication',
  MedicationStatement: 'medication',
  MedicationAdministration: 'medication',
  Encounter: 'type',
};

/**
 * What the required features that are missing would be read from: one requirement for each query, with the codes of its value set.
 * Of a query that serves several features the codes of all that are missing.
 */
export function dataRequirements(
  { templates, service: { features } }: Pick<ServedVersion, 'templates' | 'service'>,
  { missing }: Pick<Evaluation, 'missing'>,
): readonly DataRequirement[] {
  const lacking = missing.filter(({ required }) => required).map(({ feature }) => feature);
  return templates.flatMap((template) => {
    const needed = template.features.filter((name) => lacking.includes(name));
    if (needed.length === 0) return [];
    const codes = codesOf(template, needed, features);
    const code: Coding[] = codes.map(({ system, code: value, display }) => ({
      system,
      code: value,
      ...(display === undefined ? {} : { display }),
    }));
    const path = codePaths[template.resourceType] ?? 'code';
    const isUseful = code.length > 0 && code.length <= maxFilterCodes;
    return [{ type: template.resourceType, ...(isUseful ? { codeFilter: [{ path, code }] } : {}) }];
  });
}

function codesOf(
  { codes }: PrefetchTemplate,
  needed: readonly string[],
  declarations: Readonly<Record<string, FeatureDeclaration>>,
): ValueSet['codes'] {
  if (codes !== undefined) return codes.codes;
  const sets = needed.map((name) => setOf(declarations[name]));
  // With a feature that any code may answer, or one that categories of ICD-10-CM answer, no list of codes is the whole truth.
  if (sets.some((set) => set === undefined || (set.prefixes ?? []).length > 0)) return [];
  return sets.flatMap((set) => set?.codes ?? []);
}

const setOf = (declaration: FeatureDeclaration | undefined): ValueSet | undefined =>
  declaration !== undefined && 'codes' in declaration ? declaration.codes : undefined;
