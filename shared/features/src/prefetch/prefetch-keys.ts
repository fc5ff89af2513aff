import type { FeatureDeclaration } from '../declaration.ts';

/** Key of the Patient read. */
export const patientKey = 'patient';
/** Key of the Condition search. */
export const conditionsKey = 'conditions';
/** Key of the MedicationRequest search. */
export const medicationRequestsKey = 'medicationRequests';
/** Key of the MedicationStatement search. */
export const medicationStatementsKey = 'medicationStatements';
/** Key of the MedicationAdministration search. */
export const medicationAdministrationsKey = 'medicationAdministrations';
/** Key of the Procedure search. */
export const proceduresKey = 'procedures';
/** Key of the AllergyIntolerance search. */
export const allergiesKey = 'allergies';
/** Key of the Encounter search. */
export const encountersKey = 'encounters';

const medicationKeys = {
  MedicationRequest: medicationRequestsKey,
  MedicationStatement: medicationStatementsKey,
  MedicationAdministration: medicationAdministrationsKey,
} as const;

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
  const own = factKeys(declaration);
  return isBoundByEncounter(declaration) && !own.includes(encountersKey) ? [...own, encountersKey] : own;
}

/** A window that begins with the encounter needs the encounters. */
function isBoundByEncounter(declaration: FeatureDeclaration): boolean {
  if ('window' in declaration && declaration.window?.since !== undefined) return true;
  return declaration.kind === 'observation-number' && declaration.baseline?.window.since !== undefined;
}

function factKeys(declaration: FeatureDeclaration): readonly string[] {
  switch (declaration.kind) {
    case 'observation-number':
    case 'observation-category':
    case 'genotype':
      return [`observations-${declaration.codes.id}`];
    case 'condition':
    case 'condition-count':
      return [conditionsKey];
    case 'medication':
    case 'medication-count':
      return (declaration.from ?? ['MedicationRequest', 'MedicationStatement']).map((type) => medicationKeys[type]);
    case 'medication-daily-dose':
      return [medicationRequestsKey];
    case 'procedure':
    case 'procedure-count':
    case 'any-procedure':
      return [proceduresKey];
    case 'allergy':
      return [allergiesKey];
    case 'age':
    case 'sex':
    case 'race':
    case 'deceased':
      return [patientKey];
    case 'encounter-class':
    case 'encounter-code':
    case 'encounter-unit':
    case 'encounter-count':
    case 'length-of-stay':
      return [encountersKey];
    default:
      return [];
  }
}

/** Names of the features that a declaration is computed from, or whose time its window is counted from. */
export function basisOf(declaration: FeatureDeclaration): readonly string[] {
  return [...computedFrom(declaration), ...anchorsOf(declaration)];
}

function anchorsOf(declaration: FeatureDeclaration): readonly string[] {
  const own = 'window' in declaration ? declaration.window : undefined;
  const baseline = declaration.kind === 'observation-number' ? declaration.baseline?.window : undefined;
  return [own, baseline].flatMap((window) => window?.anchor ?? []);
}

function computedFrom(declaration: FeatureDeclaration): readonly string[] {
  switch (declaration.kind) {
    case 'threshold':
    case 'missing':
    case 'time-since':
      return [declaration.of];
    case 'ratio':
      return [declaration.of, declaration.to];
    case 'any-of':
      return declaration.of;
    case 'derived-egfr':
      return [...preferred(declaration.prefer), declaration.creatinine, declaration.age, declaration.sex];
    case 'derived-bmi':
      return [...preferred(declaration.prefer), declaration.weight, declaration.height];
    case 'derived-map':
      return [...preferred(declaration.prefer), declaration.systolic, declaration.diastolic];
    case 'derived-shock-index':
      return [declaration.heartRate, declaration.systolic];
    case 'derived-corrected-calcium':
      return [...preferred(declaration.prefer), declaration.calcium, declaration.albumin];
    case 'derived-pf-ratio':
      return [...preferred(declaration.prefer), declaration.pao2, declaration.fio2];
    default:
      return [];
  }
}

const preferred = (name: string | undefined): readonly string[] => (name === undefined ? [] : [name]);
