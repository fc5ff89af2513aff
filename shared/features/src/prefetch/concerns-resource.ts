import { codeKey, hasCode, type ValueSet } from '@cardwright/fhir';
import type { CodeableConcept, Observation, Resource } from '@medplum/fhirtypes';
import type { FeatureDeclaration, FeatureDeclarations } from '../declaration.ts';
import { defaultMedicationSources } from '../extract/judge-medications.ts';
import { encountersKey, ownKeys } from './prefetch-keys.ts';

/**
 * Whether a change of this resource can change a declared feature, so that a notification about anything else needs no
 * evaluation. By code for Observations and Conditions (a Condition or Observation without any code may concern every
 * feature of its kind), by type for the rest. Retractions concern as much as results.
 */
export function concernsResource(declarations: FeatureDeclarations, resource: Resource): boolean {
  return Object.values(declarations).some((declaration) => concerns(declaration, resource));
}

function concerns(declaration: FeatureDeclaration, resource: Resource): boolean {
  if (resource.resourceType === 'Encounter') return ownKeys(declaration).includes(encountersKey);
  switch (declaration.kind) {
    case 'observation-number':
    case 'observation-category':
    case 'genotype':
      return resource.resourceType === 'Observation' && observationIsIn(resource, declaration.codes);
    case 'condition':
    case 'condition-count':
      return resource.resourceType === 'Condition' && conceptMayBeIn(resource.code, declaration.codes);
    case 'procedure':
    case 'procedure-count':
      return resource.resourceType === 'Procedure' && conceptMayBeIn(resource.code, declaration.codes);
    case 'any-procedure':
      return resource.resourceType === 'Procedure';
    case 'medication':
    case 'medication-count':
      return (declaration.from ?? defaultMedicationSources).some((type) => type === resource.resourceType);
    case 'medication-daily-dose':
      return resource.resourceType === 'MedicationRequest';
    case 'allergy':
      return resource.resourceType === 'AllergyIntolerance';
    case 'age':
    case 'sex':
    case 'race':
    case 'deceased':
      return resource.resourceType === 'Patient';
    default:
      return false;
  }
}

function observationIsIn(observation: Observation, set: ValueSet): boolean {
  const panels = new Set((set.panels ?? []).map(codeKey));
  return (
    conceptMayBeIn(observation.code, set) ||
    (observation.code?.coding ?? []).some((coding) => panels.has(codeKey(coding))) ||
    (observation.component ?? []).some(({ code }) => hasCode(code, set))
  );
}

function conceptMayBeIn(concept: CodeableConcept | undefined, set: ValueSet): boolean {
  return (concept?.coding ?? []).length === 0 || hasCode(concept, set);
}
