import type { Feature, FeatureVector } from '@cardwright/cds-service';
import { CardwrightError } from '@cardwright/cds-service';
import type { PatientRecord } from '@cardwright/fhir';
import type { FeatureDeclaration, FeatureDeclarations } from './declaration.ts';
import { extractAge } from './extract/extract-age.ts';
import { extractAllergy } from './extract/extract-allergy.ts';
import { extractAnyOf } from './extract/extract-any-of.ts';
import { extractAnyProcedure } from './extract/extract-any-procedure.ts';
import { extractConditionCount } from './extract/extract-condition-count.ts';
import { extractCondition } from './extract/extract-condition.ts';
import { extractDeceased } from './extract/extract-deceased.ts';
import { extractDerivedBmi } from './extract/extract-derived-bmi.ts';
import { extractDerivedCorrectedCalcium } from './extract/extract-derived-corrected-calcium.ts';
import { extractDerivedEgfr } from './extract/extract-derived-egfr.ts';
import { extractDerivedMap } from './extract/extract-derived-map.ts';
import { extractDerivedPfRatio } from './extract/extract-derived-pf-ratio.ts';
import { extractDerivedShockIndex } from './extract/extract-derived-shock-index.ts';
import { extractDraftDailyDose } from './extract/extract-draft-daily-dose.ts';
import { extractEncounterClass } from './extract/extract-encounter-class.ts';
import { extractEncounterCode } from './extract/extract-encounter-code.ts';
import { extractEncounterCount } from './extract/extract-encounter-count.ts';
import { extractEncounterUnit } from './extract/extract-encounter-unit.ts';
import { extractGenotype } from './extract/extract-genotype.ts';
import { extractLengthOfStay } from './extract/extract-length-of-stay.ts';
import { extractMedicationDailyDose } from './extract/extract-medication-daily-dose.ts';
import { extractMedicationCount } from './extract/extract-medication-count.ts';
import { extractMedication } from './extract/extract-medication.ts';
import { extractMissing } from './extract/extract-missing.ts';
import { extractObservationCategory } from './extract/extract-observation-category.ts';
import { extractObservationNumber } from './extract/extract-observation-number.ts';
import { extractProcedureCount } from './extract/extract-procedure-count.ts';
import { extractProcedure } from './extract/extract-procedure.ts';
import { extractRace } from './extract/extract-race.ts';
import { extractRatio } from './extract/extract-ratio.ts';
import { extractSex } from './extract/extract-sex.ts';
import { extractThreshold } from './extract/extract-threshold.ts';
import { extractTimeSince } from './extract/extract-time-since.ts';
import { Extraction, type ExtractOptions } from './extraction.ts';
import { ownKeys } from './prefetch/prefetch-keys.ts';

/**
 * Every declared feature of one patient at one instant, in the order of declaration: a value with unit, time and the
 * references it came from, or an absence with its reason. Pure and synchronous. Throws `bad-service` when a declaration
 * derives from a feature that is not there, or from itself; `bad-argument` when `asOf` is not an instant.
 */
export function extractFeatures(
  declarations: FeatureDeclarations,
  record: PatientRecord,
  options: ExtractOptions,
): FeatureVector {
  const x = new Extraction(record, options, (name) => lookup(name));
  const done = new Map<string, Feature>();
  const open = new Set<string>();
  const lookup = (name: string): Feature => {
    const known = done.get(name);
    if (known) return known;
    const declaration = Object.hasOwn(declarations, name) ? declarations[name] : undefined;
    if (!declaration)
      throw new CardwrightError('bad-service', 'A feature derives from one that is not declared.', { name });
    if (open.has(name)) throw new CardwrightError('bad-service', 'A feature derives from itself.', { name });
    open.add(name);
    const feature = extract(declaration, x, lookup);
    open.delete(name);
    done.set(name, feature);
    return feature;
  };
  return {
    asOf: new Date(x.asOf).toISOString(),
    features: Object.fromEntries(Object.keys(declarations).map((name) => [name, lookup(name)])),
  };
}

/** What is read from the record itself. */
function extract(declaration: FeatureDeclaration, x: Extraction, lookup: (name: string) => Feature): Feature {
  const keys = ownKeys(declaration);
  switch (declaration.kind) {
    case 'observation-number':
      return extractObservationNumber(declaration, x, keys);
    case 'observation-category':
      return extractObservationCategory(declaration, x, keys);
    case 'condition':
      return extractCondition(declaration, x, keys);
    case 'condition-count':
      return extractConditionCount(declaration, x, keys);
    case 'medication':
      return extractMedication(declaration, x, keys);
    case 'medication-count':
      return extractMedicationCount(declaration, x, keys);
    case 'medication-daily-dose':
      return extractMedicationDailyDose(declaration, x, keys);
    case 'procedure':
      return extractProcedure(declaration, x, keys);
    case 'procedure-count':
      return extractProcedureCount(declaration, x, keys);
    case 'any-procedure':
      return extractAnyProcedure(declaration, x, keys);
    case 'allergy':
      return extractAllergy(declaration, x, keys);
    case 'draft-daily-dose':
      return extractDraftDailyDose(declaration, x);
    case 'age':
      return extractAge(declaration, x, keys);
    case 'sex':
      return extractSex(declaration, x, keys);
    case 'race':
      return extractRace(declaration, x, keys);
    case 'deceased':
      return extractDeceased(x, keys);
    case 'encounter-class':
      return extractEncounterClass(x, keys);
    case 'encounter-code':
      return extractEncounterCode(declaration, x, keys);
    case 'encounter-unit':
      return extractEncounterUnit(declaration, x, keys);
    case 'encounter-count':
      return extractEncounterCount(declaration, x, keys);
    case 'length-of-stay':
      return extractLengthOfStay(declaration, x, keys);
    case 'genotype':
      return extractGenotype(declaration, x, keys);
    default:
      return derive(declaration, x, lookup);
  }
}

type ReadKind =
  | `${'observation' | 'encounter'}-${string}`
  | `${'condition' | 'medication' | 'procedure'}${'' | '-count'}`
  | 'any-procedure'
  | 'allergy'
  | 'draft-daily-dose'
  | 'medication-daily-dose'
  | 'age'
  | 'sex'
  | 'race'
  | 'deceased'
  | 'length-of-stay'
  | 'genotype';

/** What is computed from other features. */
function derive(
  declaration: Exclude<FeatureDeclaration, { readonly kind: ReadKind }>,
  x: Extraction,
  lookup: (name: string) => Feature,
): Feature {
  switch (declaration.kind) {
    case 'threshold':
      return extractThreshold(declaration, lookup);
    case 'any-of':
      return extractAnyOf(declaration, lookup);
    case 'missing':
      return extractMissing(declaration, lookup);
    case 'ratio':
      return extractRatio(declaration, x, lookup);
    case 'time-since':
      return extractTimeSince(declaration, x, lookup);
    case 'derived-egfr':
      return extractDerivedEgfr(declaration, lookup);
    case 'derived-bmi':
      return extractDerivedBmi(declaration, lookup);
    case 'derived-map':
      return extractDerivedMap(declaration, x, lookup);
    case 'derived-shock-index':
      return extractDerivedShockIndex(declaration, x, lookup);
    case 'derived-corrected-calcium':
      return extractDerivedCorrectedCalcium(declaration, x, lookup);
    case 'derived-pf-ratio':
      return extractDerivedPfRatio(declaration, x, lookup);
  }
}
