import { readValueSet } from '@cardwright/features';
import type { ValueSet } from '@cardwright/fhir';
import admittedViaEmergencyDepartmentJson from './value-sets/admitted-via-emergency-department.json' with { type: 'json' };
import aidsJson from './value-sets/aids.json' with { type: 'json' };
import anyTumorJson from './value-sets/any-tumor.json' with { type: 'json' };
import cerebrovascularDiseaseJson from './value-sets/cerebrovascular-disease.json' with { type: 'json' };
import chronicPulmonaryDiseaseJson from './value-sets/chronic-pulmonary-disease.json' with { type: 'json' };
import congestiveHeartFailureJson from './value-sets/congestive-heart-failure.json' with { type: 'json' };
import connectiveTissueDiseaseJson from './value-sets/connective-tissue-disease.json' with { type: 'json' };
import dementiaJson from './value-sets/dementia.json' with { type: 'json' };
import diabetesJson from './value-sets/diabetes.json' with { type: 'json' };
import diabetesWithEndOrganDamageJson from './value-sets/diabetes-with-end-organ-damage.json' with { type: 'json' };
import dischargeNotScoredJson from './value-sets/discharge-not-scored.json' with { type: 'json' };
import dischargeToNursingHomeJson from './value-sets/discharge-to-nursing-home.json' with { type: 'json' };
import followUpVisitJson from './value-sets/follow-up-visit.json' with { type: 'json' };
import hemoglobinJson from './value-sets/hemoglobin.json' with { type: 'json' };
import metastaticSolidTumorJson from './value-sets/metastatic-solid-tumor.json' with { type: 'json' };
import mildLiverOrRenalDiseaseJson from './value-sets/mild-liver-or-renal-disease.json' with { type: 'json' };
import moderateOrSevereLiverOrRenalDiseaseJson from './value-sets/moderate-or-severe-liver-or-renal-disease.json' with { type: 'json' };
import oncologyServiceJson from './value-sets/oncology-service.json' with { type: 'json' };
import peripheralVascularDiseaseJson from './value-sets/peripheral-vascular-disease.json' with { type: 'json' };
import plannedAdmissionJson from './value-sets/planned-admission.json' with { type: 'json' };
import previousMyocardialInfarctionJson from './value-sets/previous-myocardial-infarction.json' with { type: 'json' };
import sodiumJson from './value-sets/sodium.json' with { type: 'json' };
import urgentAdmissionJson from './value-sets/urgent-admission.json' with { type: 'json' };

/** The comorbidities of LACE by the name of their input: ICD-10-CM as Quan coded Charlson's items, and SNOMED CT. */
export const comorbiditySets: Readonly<Record<string, ValueSet>> = {
  previous_myocardial_infarction: readValueSet(previousMyocardialInfarctionJson),
  cerebrovascular_disease: readValueSet(cerebrovascularDiseaseJson),
  peripheral_vascular_disease: readValueSet(peripheralVascularDiseaseJson),
  diabetes: readValueSet(diabetesJson),
  diabetes_with_end_organ_damage: readValueSet(diabetesWithEndOrganDamageJson),
  congestive_heart_failure: readValueSet(congestiveHeartFailureJson),
  chronic_pulmonary_disease: readValueSet(chronicPulmonaryDiseaseJson),
  mild_liver_or_renal_disease: readValueSet(mildLiverOrRenalDiseaseJson),
  moderate_or_severe_liver_or_renal_disease: readValueSet(moderateOrSevereLiverOrRenalDiseaseJson),
  any_tumor: readValueSet(anyTumorJson),
  metastatic_solid_tumor: readValueSet(metastaticSolidTumorJson),
  dementia: readValueSet(dementiaJson),
  connective_tissue_disease: readValueSet(connectiveTissueDiseaseJson),
  aids: readValueSet(aidsJson),
};

/** Hemoglobin by mass. */
export const hemoglobin = readValueSet(hemoglobinJson);
/** Sodium in serum, plasma or blood. */
export const sodium = readValueSet(sodiumJson);
/** Priorities of an urgent or emergent admission. */
export const urgentAdmission = readValueSet(urgentAdmissionJson);
/** Priorities that say the admission was not urgent. */
export const plannedAdmission = readValueSet(plannedAdmissionJson);
/** The admission source "emergency department". */
export const admittedViaEmergencyDepartment = readValueSet(admittedViaEmergencyDepartmentJson);
/** Oncology as the service of an encounter. */
export const oncologyService = readValueSet(oncologyServiceJson);
/** Discharges that the scores are not for. */
export const dischargeNotScored = readValueSet(dischargeNotScoredJson);
/** Discharges that LACE is not for. */
export const dischargeToNursingHome = readValueSet(dischargeToNursingHomeJson);
/** What the card offers to order. */
export const followUpVisit = readValueSet(followUpVisitJson);
