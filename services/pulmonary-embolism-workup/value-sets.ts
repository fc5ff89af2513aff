import { readValueSet } from '@cardwright/features';
import anyTumorJson from './value-sets/any-tumor.json' with { type: 'json' };
import ctPulmonaryAngiographyJson from './value-sets/ct-pulmonary-angiography.json' with { type: 'json' };
import dDimerJson from './value-sets/d-dimer.json' with { type: 'json' };
import dDimerFeuJson from './value-sets/d-dimer-feu.json' with { type: 'json' };
import estrogensJson from './value-sets/estrogens.json' with { type: 'json' };
import hemoptysisJson from './value-sets/hemoptysis.json' with { type: 'json' };
import historyOfVenousThromboembolismJson from './value-sets/history-of-venous-thromboembolism.json' with { type: 'json' };
import legVeinUltrasoundJson from './value-sets/leg-vein-ultrasound.json' with { type: 'json' };
import lowerLimbFractureJson from './value-sets/lower-limb-fracture.json' with { type: 'json' };
import majorSurgeryJson from './value-sets/major-surgery.json' with { type: 'json' };
import metastaticSolidTumorJson from './value-sets/metastatic-solid-tumor.json' with { type: 'json' };
import oralAnticoagulantsJson from './value-sets/oral-anticoagulants.json' with { type: 'json' };
import pregnancyJson from './value-sets/pregnancy.json' with { type: 'json' };
import venousThromboembolismJson from './value-sets/venous-thromboembolism.json' with { type: 'json' };

/** Cancer as a diagnosis, without its metastases. */
export const anyTumor = readValueSet(anyTumorJson);

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

/** Metastases. */
export const metastaticSolidTumor = readValueSet(metastaticSolidTumorJson);

/** Vitamin K antagonists and direct oral anticoagulants. */
export const oralAnticoagulants = readValueSet(oralAnticoagulantsJson);

/** Pregnancy as a condition. */
export const pregnancy = readValueSet(pregnancyJson);

/** Deep vein thrombosis of the legs, pulmonary embolism. */
export const venousThromboembolism = readValueSet(venousThromboembolismJson);
