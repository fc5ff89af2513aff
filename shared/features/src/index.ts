export type {
  Age,
  AllergyPresent,
  AnyProcedure,
  AnyOf,
  Baseline,
  ConditionCount,
  ConditionPresent,
  Deceased,
  DerivedBmi,
  DerivedCorrectedCalcium,
  DerivedEgfr,
  DerivedMap,
  DerivedPfRatio,
  DerivedShockIndex,
  DoseRules,
  DraftDailyDose,
  Duration,
  EncounterClass,
  EncounterCode,
  EncounterCount,
  EncounterUnit,
  FeatureDeclaration,
  FeatureDeclarations,
  Genotype,
  LengthOfStay,
  MedicationActive,
  MedicationCount,
  MedicationDailyDose,
  MedicationSource,
  Missing,
  Negative,
  ObservationCategory,
  ObservationNumber,
  ObservationPick,
  ProcedureCount,
  ProcedurePresent,
  Race,
  Ratio,
  Sex,
  Threshold,
  TimeSince,
  Window,
} from './declaration.ts';
export { observationPicks } from './declaration.ts';
export type { FeaturesJson, Notated, ResolveNames } from './notation/features-json.ts';
export { parseFeatures } from './notation/parse-features.ts';
export { checkDeclarations } from './check-declarations.ts';
export type { FeatureType } from './feature-type.ts';
export { featureType } from './feature-type.ts';
export type { JudgedInputs } from './judge-inputs.ts';
export { inputsFromVector, judgeInputs } from './judge-inputs.ts';

export { codeSystems } from './code-systems.ts';
export { codeIn } from './terminology/code-in.ts';
export { expansionText } from './terminology/expansion-text.ts';
export { parseValueSet } from './terminology/parse-value-set.ts';
export { readCategories } from './terminology/read-categories.ts';
export { readValueSet } from './terminology/read-value-set.ts';
export type { ExpandedFrom, ExpandFrom, ListedCode, ValueSetFile } from './terminology/value-set-file.ts';
export { sharedUnits } from './units/shared-units.ts';
export { units } from './units/units.ts';
export { consciousnessCategories, levelOfConsciousness } from './value-sets/consciousness.ts';
export { geneStudied, genotypeDisplayName, hgncGenes } from './value-sets/genomics.ts';
export { creatinine, egfrCkdEpi2021, uacr } from './value-sets/kidney.ts';
export { hba1c, hdlCholesterol, totalCholesterol } from './value-sets/metabolic.ts';
export { sharedValueSetsDirectory } from './value-sets/directory.ts';
export { sharedValueSets } from './value-sets/shared-value-sets.ts';
export {
  currentSmokerCategories,
  ombEthnicity,
  ombRace,
  pregnancyStatus,
  pregnantCategories,
  smokingCategories,
  smokingStatus,
} from './value-sets/social-history.ts';
export {
  bodyHeight,
  bodyMassIndex,
  bodyTemperature,
  bodyWeight,
  diastolicBloodPressure,
  heartRate,
  inhaledOxygenConcentration,
  inhaledOxygenFlow,
  oxygenSaturation,
  respiratoryRate,
  systolicBloodPressure,
} from './value-sets/vital-signs.ts';

export type { ExtractOptions } from './extraction.ts';
export { defaultClockSkewMs } from './extraction.ts';
export { extractFeatures } from './extract-features.ts';
export { ckdEpi2021 } from './ckd-epi-2021.ts';
export type { DailyDose, WeeklyDose } from './dose/daily-dose-mg.ts';
export { dailyDoseMg, weeklyDoseMg } from './dose/daily-dose-mg.ts';
export type { OrderedDose } from './dose/ordered-dose.ts';
export { orderedDose } from './dose/ordered-dose.ts';
export { matchMedication } from './match-medication.ts';
export type { PrefetchTemplate } from './prefetch/derive-prefetch.ts';
export { derivePrefetch } from './prefetch/derive-prefetch.ts';
export { prefetchKeysOf } from './prefetch/prefetch-keys-of.ts';
export { concernsResource } from './prefetch/concerns-resource.ts';
export type { ChangeCriteria, Listener } from './prefetch/derive-criteria.ts';
export { deriveCriteria } from './prefetch/derive-criteria.ts';
export { criteriaQueries } from './prefetch/criteria-queries.ts';
export { findDraft } from './find-draft.ts';
export { valueOf } from './value-of.ts';
