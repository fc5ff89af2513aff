import creatinineJson from './creatinine.json' with { type: 'json' };
import egfrJson from './egfr-ckd-epi-2021.json' with { type: 'json' };
import uacrJson from './uacr.json' with { type: 'json' };
import { readValueSet } from '../terminology/read-value-set.ts';

/** Creatinine in serum, plasma or blood, by mass or by amount. */
export const creatinine = readValueSet(creatinineJson);

/** eGFR by CKD-EPI 2021 and by no other equation. */
export const egfrCkdEpi2021 = readValueSet(egfrJson);

/** Urine albumin to creatinine ratio in a spot sample. */
export const uacr = readValueSet(uacrJson);
