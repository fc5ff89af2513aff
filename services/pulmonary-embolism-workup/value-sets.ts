import { readValueSet } from '@cardwright/features';
import cancerIcd10Json from './value-sets/cancer-icd-10.json' with { type: 'json' };
import cancerSnomedCtJson from './value-sets/cancer-snomed-ct.json' with { type: 'json' };
import ctPulmonaryAngiographyJson from './value-sets/ct-pulmonary-angiography.json' with { type: 'json' };
import dDimerJson from './value-sets/d-dimer.json' with { type: 'json' };
import dDimerFeuJson from './value-sets/d-dimer-feu.json' with { type: 'json' };
import estrogensJson from './value-sets/estrogens.json' with { type: 'json' };
import hemoptysisJson from './value-sets/hemoptysis.json' with { type: 'json' };
import historyOfVenousThromboembolismJson from './value-sets/history-of-venous-thromboembolism.json' with { type: 'json' };
import legVeinUltrasoundJson from './value-sets/leg-vein-ultrasound.json' with { type: 'json' };
import lowerLimbFractureJson from './value-sets/lower-limb-fracture.json' with { type: 'json' };
import majorSurgeryJson from './value-sets/major-surgery.json' with { type: 'json' };
import oralAnticoagulantsJson from './value-sets/oral-anticoagulants.json' with { type: 'json' };
import pregnancyIcd10Json from './value-sets/pregnancy-icd-10.json' with { type: 'json' };
import pregnancySnomedCtJson from './value-sets/pregnancy-snomed-ct.json' with { type: 'json' };
import venousThromboembolismIcd10Json from './value-sets/venous-thromboembolism-icd-10.json' with { type: 'json' };
import venousThromboembolismSnomedCtJson from './value-sets/venous-thromboembolism-snomed-ct.json' with { type: 'json' };

/** Cancer in ICD-10-CM, with the words that make a no doubtful. */
export const cancerIcd10 = readValueSet(cancerIcd10Json);

/** Cancer in SNOMED CT. */
export const cancerSnomedCt = readValueSet(cancerSnomedCtJson);

/** Orders of CT pulmonary angiography. */
export const ctPulmonaryAngiography = readValueSet(ctPulmonaryAngiographyJson);

/** Orders of a D-dimer. */
export const dDimer = readValueSet(dDimerJson);

/** Results of a D-dimer in fibrinogen equivalent units. */
export const dDimerFeu = readValueSet(dDimerFeuJson);

/** Contraceptives and hormone treatment with an estrogen. */
export const estrogens = readValueSet(estrogensJson);

/** Coughing up blood. */
export const hemoptysis = readValueSet(hemoptysisJson);

/** Codes that say history. */
export const historyOfVenousThromboembolism = readValueSet(historyOfVenousThromboembolismJson);

/** Orders of an ultrasound of the leg veins. */
export const legVeinUltrasound = readValueSet(legVeinUltrasoundJson);

/** Fractures of a lower limb. */
export const lowerLimbFracture = readValueSet(lowerLimbFractureJson);

/** Major operations. */
export const majorSurgery = readValueSet(majorSurgeryJson);

/** Vitamin K antagonists and direct oral anticoagulants. */
export const oralAnticoagulants = readValueSet(oralAnticoagulantsJson);

/** Pregnancy in ICD-10-CM, with the words that make a no doubtful. */
export const pregnancyIcd10 = readValueSet(pregnancyIcd10Json);

/** Pregnancy in SNOMED CT. */
export const pregnancySnomedCt = readValueSet(pregnancySnomedCtJson);

/** Deep vein thrombosis of the legs, pulmonary embolism in ICD-10-CM, with the words that make a no doubtful. */
export const venousThromboembolismIcd10 = readValueSet(venousThromboembolismIcd10Json);

/** Deep vein thrombosis of the legs, pulmonary embolism in SNOMED CT. */
export const venousThromboembolismSnomedCt = readValueSet(venousThromboembolismSnomedCtJson);
