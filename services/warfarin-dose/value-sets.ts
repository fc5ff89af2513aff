import { readValueSet } from '@cardwright/features';
import amiodaroneJson from './value-sets/amiodarone.json' with { type: 'json' };
import carbamazepineJson from './value-sets/carbamazepine.json' with { type: 'json' };
import phenytoinJson from './value-sets/phenytoin.json' with { type: 'json' };
import pregnancyJson from './value-sets/pregnancy.json' with { type: 'json' };
import rifampicinJson from './value-sets/rifampicin.json' with { type: 'json' };
import warfarinJson from './value-sets/warfarin.json' with { type: 'json' };

/** Warfarin by ingredient, salt, brand or branded product; other products by name. */
export const warfarin = readValueSet(warfarinJson);

/** Amiodarone, an input of the formula. */
export const amiodarone = readValueSet(amiodaroneJson);

/** Carbamazepine, one of the formula's three enzyme inducers. */
export const carbamazepine = readValueSet(carbamazepineJson);

/** Phenytoin, one of the formula's three enzyme inducers. */
export const phenytoin = readValueSet(phenytoinJson);

/** Rifampicin (rifampin), one of the formula's three enzyme inducers. */
export const rifampicin = readValueSet(rifampicinJson);

/** Pregnancy as a condition; the pregnancy status Observation is read beside it. */
export const pregnancy = readValueSet(pregnancyJson);
