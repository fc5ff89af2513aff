import { readValueSet } from '@cardwright/features';
import chronicDialysisIcd10Json from './value-sets/chronic-dialysis-icd-10.json' with { type: 'json' };
import chronicDialysisJson from './value-sets/chronic-dialysis.json' with { type: 'json' };
import kidneyReplacementProceduresJson from './value-sets/kidney-replacement-procedures.json' with { type: 'json' };
import nephrotoxinsJson from './value-sets/nephrotoxins.json' with { type: 'json' };
import urineOutputJson from './value-sets/urine-output.json' with { type: 'json' };

/** The people whom the criteria do not fit: the codes of SNOMED CT, and those of ICD-10-CM with the names. */
export const chronicDialysis = readValueSet(chronicDialysisJson);
export const chronicDialysisIcd10 = readValueSet(chronicDialysisIcd10Json);

/** Sessions of dialysis or filtration. */
export const kidneyReplacementProcedures = readValueSet(kidneyReplacementProceduresJson);

/** Medications that may harm the kidney. */
export const nephrotoxins = readValueSet(nephrotoxinsJson);

/** Volumes of urine. */
export const urineOutput = readValueSet(urineOutputJson);
