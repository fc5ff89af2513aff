import type { FeatureDeclaration } from '../declaration.ts';

/** Key of the Patient read. */
export const patientKey = 'patient';
/** Key of the Condition search. */
export const conditionsKey = 'conditions';
/** Key of the MedicationRequest search. */
export const medicationRequestsKey = 'medicationRequests';
/** Key of the MedicationStatement search. */
export const medicationStatementsKey = 'medicationStatements';
/** Key of the Encounter search. */
export const encountersKey = 'encounters';

const medicationKeys = { MedicationRequest: medicationRequestsKey, MedicationStatement: medicationStatementsKey };

const keysOf = new WeakMap<FeatureDeclaration, readonly string[]>();

/** Keys of the queries that a declaration reads itself; what it derives from has its own. Kept: declarations are constants. */
export function ownKeys(declaration: FeatureDeclaration): readonly string[] {
  const known = keysOf.get(declaration);
  if (known) return known;
  const keys = readKeys(declaration);
  keysOf.set(declaration, keys);
  return keys;
}

function readKeys(declaration: FeatureDeclaration): readonly string[] {
  switch (declaration.kind) {
    case 'observation-number':
    case 'observation-category':
    case 'genotype':
      return [`observations-${declaration.codes.id}`];
    case 'condition':
      return [conditionsKey];
    case 'medication':
      return (declaration.from ?? ['MedicationRequest', 'MedicationStatement']).map((type) => medicationKeys[type]);
    case 'age':
    case 'sex':
    case 'race':
    case 'deceased':
      return [patientKey];
    case 'encounter-class':
    case 'encounter-unit':
      return [encountersKey];
    default:
      return [];
  }
}

/** Names of the features that a declaration is computed from. */
export function basisOf(declaration: FeatureDeclaration): readonly string[] {
  switch (declaration.kind) {
    case 'threshold':
      return [declaration.of];
    case 'any-of':
      return declaration.of;
    case 'derived-egfr':
      return [...preferred(declaration.prefer), declaration.creatinine, declaration.age, declaration.sex];
    case 'derived-bmi':
      return [...preferred(declaration.prefer), declaration.weight, declaration.height];
    default:
      return [];
  }
}

const preferred = (name: string | undefined): readonly string[] => (name === undefined ? [] : [name]);
