import { readCategories, readValueSet } from '@cardwright/features';
import abacavirJson from './value-sets/abacavir.json' with { type: 'json' };
import azathioprineJson from './value-sets/azathioprine.json' with { type: 'json' };
import capecitabineJson from './value-sets/capecitabine.json' with { type: 'json' };
import clopidogrelJson from './value-sets/clopidogrel.json' with { type: 'json' };
import fluorouracilJson from './value-sets/fluorouracil.json' with { type: 'json' };
import hlaB5701Json from './value-sets/hla-b-5701.json' with { type: 'json' };
import intracranialHemorrhageJson from './value-sets/intracranial-hemorrhage.json' with { type: 'json' };
import mercaptopurineJson from './value-sets/mercaptopurine.json' with { type: 'json' };
import prasugrelJson from './value-sets/prasugrel.json' with { type: 'json' };
import presenceAnswersJson from './value-sets/presence-answers.json' with { type: 'json' };
import simvastatinJson from './value-sets/simvastatin.json' with { type: 'json' };
import strokeOrTiaJson from './value-sets/stroke-or-tia.json' with { type: 'json' };
import thioguanineJson from './value-sets/thioguanine.json' with { type: 'json' };
import ticagrelorJson from './value-sets/ticagrelor.json' with { type: 'json' };

export const abacavir = readValueSet(abacavirJson);
export const azathioprine = readValueSet(azathioprineJson);
export const capecitabine = readValueSet(capecitabineJson);
export const clopidogrel = readValueSet(clopidogrelJson);
export const fluorouracil = readValueSet(fluorouracilJson);
export const mercaptopurine = readValueSet(mercaptopurineJson);
export const simvastatin = readValueSet(simvastatinJson);
export const thioguanine = readValueSet(thioguanineJson);

/** The two alternatives that CPIC names for clopidogrel. */
export const prasugrel = readValueSet(prasugrelJson);
export const ticagrelor = readValueSet(ticagrelorJson);

/** After any of them prasugrel is contraindicated. */
export const strokeOrTia = readValueSet(strokeOrTiaJson);

/** After any of them ticagrelor is contraindicated. */
export const intracranialHemorrhage = readValueSet(intracranialHemorrhageJson);

/** The test for HLA-B*57:01 and its coded answers. */
export const hlaB5701 = readValueSet(hlaB5701Json);
export const presenceAnswers = readCategories(presenceAnswersJson, ['positive', 'negative']);
