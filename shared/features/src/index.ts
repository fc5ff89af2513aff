export type {
  Age,
  AnyOf,
  ConditionPresent,
  Deceased,
  DerivedBmi,
  DerivedEgfr,
  DraftDailyDose,
  EncounterClass,
  FeatureDeclaration,
  FeatureDeclarations,
  Genotype,
  MedicationActive,
  Negative,
  ObservationCategory,
  ObservationNumber,
  Race,
  Sex,
  Threshold,
  Window,
} from './declaration.ts';
export type { JudgedInputs } from './judge-inputs.ts';
export { inputsFromVector, judgeInputs } from './judge-inputs.ts';

export { codeSystems } from './code-systems.ts';
export { units } from './units/units.ts';
export { loinc, snomed } from './value-sets/codes.ts';
export { consciousnessCategories, levelOfConsciousness } from './value-sets/consciousness.ts';
export { geneStudied, genotypeDisplayName, hgncGenes } from './value-sets/genomics.ts';
export { creatinine, egfrCkdEpi2021, uacr } from './value-sets/kidney.ts';
export { hba1c, hdlCholesterol, totalCholesterol } from './value-sets/metabolic.ts';
export {
  currentSmokerCategories,
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
