import { readValueSet } from '@cardwright/features';
import alcoholUseDisorderJson from './value-sets/alcohol-use-disorder.json' with { type: 'json' };
import antiplateletsAndNsaidsJson from './value-sets/antiplatelets-and-nsaids.json' with { type: 'json' };
import atrialFibrillationJson from './value-sets/atrial-fibrillation.json' with { type: 'json' };
import bleedingPredispositionJson from './value-sets/bleeding-predisposition.json' with { type: 'json' };
import cirrhosisJson from './value-sets/cirrhosis.json' with { type: 'json' };
import diabetesJson from './value-sets/diabetes.json' with { type: 'json' };
import dialysisOrKidneyTransplantJson from './value-sets/dialysis-or-kidney-transplant.json' with { type: 'json' };
import heartFailureJson from './value-sets/heart-failure.json' with { type: 'json' };
import hypertensionJson from './value-sets/hypertension.json' with { type: 'json' };
import majorBleedingJson from './value-sets/major-bleeding.json' with { type: 'json' };
import mechanicalValveReplacementJson from './value-sets/mechanical-valve-replacement.json' with { type: 'json' };
import oralAnticoagulantsJson from './value-sets/oral-anticoagulants.json' with { type: 'json' };
import strokeJson from './value-sets/stroke.json' with { type: 'json' };
import strokeTiaEmbolismJson from './value-sets/stroke-tia-embolism.json' with { type: 'json' };
import valveExclusionsIcd10Json from './value-sets/valve-exclusions-icd-10.json' with { type: 'json' };
import valveExclusionsJson from './value-sets/valve-exclusions.json' with { type: 'json' };
import vascularDiseaseJson from './value-sets/vascular-disease.json' with { type: 'json' };

/** Alcohol abuse or dependence, not in remission. */
export const alcoholUseDisorder = readValueSet(alcoholUseDisorderJson);

/** Antiplatelet drugs and NSAIDs, by ingredient, product or printed name. */
export const antiplateletsAndNsaids = readValueSet(antiplateletsAndNsaidsJson);

/** Atrial fibrillation, without flutter. */
export const atrialFibrillation = readValueSet(atrialFibrillationJson);

/** Anemia, thrombocytopenia or a bleeding disorder. */
export const bleedingPredisposition = readValueSet(bleedingPredispositionJson);

/** Cirrhosis of the liver. */
export const cirrhosis = readValueSet(cirrhosisJson);

/** Diabetes mellitus, not gestational. */
export const diabetes = readValueSet(diabetesJson);

/** Dialysis or a kidney transplant. */
export const dialysisOrKidneyTransplant = readValueSet(dialysisOrKidneyTransplantJson);

/** Congestive or left heart failure. */
export const heartFailure = readValueSet(heartFailureJson);

/** Arterial hypertension. */
export const hypertension = readValueSet(hypertensionJson);

/** Intracranial or gastrointestinal bleeding. */
export const majorBleeding = readValueSet(majorBleedingJson);

/** Implantation of a mechanical heart valve (procedures). */
export const mechanicalValveReplacement = readValueSet(mechanicalValveReplacementJson);

/** Vitamin K antagonists and direct oral anticoagulants. */
export const oralAnticoagulants = readValueSet(oralAnticoagulantsJson);

/** Ischemic, hemorrhagic or unspecified stroke. */
export const stroke = readValueSet(strokeJson);

/** Ischemic or unspecified stroke, TIA, systemic embolism. */
export const strokeTiaEmbolism = readValueSet(strokeTiaEmbolismJson);

/** Mitral stenosis or a prosthetic heart valve: the codes of SNOMED CT, and those of ICD-10-CM with the names. */
export const valveExclusions = readValueSet(valveExclusionsJson);
export const valveExclusionsIcd10 = readValueSet(valveExclusionsIcd10Json);

/** Myocardial infarction, peripheral arterial disease or aortic plaque. */
export const vascularDisease = readValueSet(vascularDiseaseJson);
