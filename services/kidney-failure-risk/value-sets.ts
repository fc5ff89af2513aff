import { readValueSet } from '@cardwright/features';
import chronicKidneyDiseaseJson from './value-sets/chronic-kidney-disease.json' with { type: 'json' };
import kidneyReplacementTherapyIcd10Json from './value-sets/kidney-replacement-therapy-icd-10.json' with { type: 'json' };
import kidneyReplacementTherapyJson from './value-sets/kidney-replacement-therapy.json' with { type: 'json' };
import nephrologyReferralJson from './value-sets/nephrology-referral.json' with { type: 'json' };
import serumAlbuminJson from './value-sets/serum-albumin.json' with { type: 'json' };
import serumBicarbonateJson from './value-sets/serum-bicarbonate.json' with { type: 'json' };
import serumCalciumJson from './value-sets/serum-calcium.json' with { type: 'json' };
import serumPhosphateJson from './value-sets/serum-phosphate.json' with { type: 'json' };

/** Chronic kidney disease of any stage. */
export const chronicKidneyDisease = readValueSet(chronicKidneyDiseaseJson);

/** Dialysis or a kidney transplant, the people the equation is not for: the codes of SNOMED CT, and those of ICD-10-CM with the names. */
export const kidneyReplacementTherapy = readValueSet(kidneyReplacementTherapyJson);
export const kidneyReplacementTherapyIcd10 = readValueSet(kidneyReplacementTherapyIcd10Json);

/** Orders of a referral to nephrology. */
export const nephrologyReferral = readValueSet(nephrologyReferralJson);

export const serumAlbumin = readValueSet(serumAlbuminJson);
export const serumBicarbonate = readValueSet(serumBicarbonateJson);
export const serumCalcium = readValueSet(serumCalciumJson);
export const serumPhosphate = readValueSet(serumPhosphateJson);
