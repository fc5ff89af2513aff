import { readValueSet } from '@cardwright/features';
import benzodiazepinesJson from './value-sets/benzodiazepines.json' with { type: 'json' };
import buprenorphineJson from './value-sets/buprenorphine.json' with { type: 'json' };
import codeineJson from './value-sets/codeine.json' with { type: 'json' };
import fentanylJson from './value-sets/fentanyl.json' with { type: 'json' };
import hydrocodoneJson from './value-sets/hydrocodone.json' with { type: 'json' };
import hydromorphoneJson from './value-sets/hydromorphone.json' with { type: 'json' };
import methadoneJson from './value-sets/methadone.json' with { type: 'json' };
import morphineJson from './value-sets/morphine.json' with { type: 'json' };
import naloxoneJson from './value-sets/naloxone.json' with { type: 'json' };
import notPlainOralJson from './value-sets/not-plain-oral.json' with { type: 'json' };
import opioidsWithoutFactorJson from './value-sets/opioids-without-factor.json' with { type: 'json' };
import oxycodoneJson from './value-sets/oxycodone.json' with { type: 'json' };
import oxymorphoneJson from './value-sets/oxymorphone.json' with { type: 'json' };
import palliativeCareJson from './value-sets/palliative-care.json' with { type: 'json' };
import routesOralJson from './value-sets/routes-oral.json' with { type: 'json' };
import routesSkinJson from './value-sets/routes-skin.json' with { type: 'json' };
import sickleCellDiseaseJson from './value-sets/sickle-cell-disease.json' with { type: 'json' };
import tapentadolJson from './value-sets/tapentadol.json' with { type: 'json' };
import tramadolJson from './value-sets/tramadol.json' with { type: 'json' };

/** Benzodiazepines, which deepen the sedation of opioids. */
export const benzodiazepines = readValueSet(benzodiazepinesJson);
/** Buprenorphine in all forms: no factor, and not counted. */
export const buprenorphine = readValueSet(buprenorphineJson);
/** Codeine by ingredient, product or name. */
export const codeine = readValueSet(codeineJson);
/** Fentanyl; its patches are the one row of the table in ug/h. */
export const fentanyl = readValueSet(fentanylJson);
/** Hydrocodone by ingredient, product or name. */
export const hydrocodone = readValueSet(hydrocodoneJson);
/** Hydromorphone by ingredient, product or name. */
export const hydromorphone = readValueSet(hydromorphoneJson);
/** Methadone by ingredient, product or name. */
export const methadone = readValueSet(methadoneJson);
/** Morphine by ingredient, product or name. */
export const morphine = readValueSet(morphineJson);
/** Naloxone that a patient or household keeps at hand. */
export const naloxone = readValueSet(naloxoneJson);
/** Words with which a dose in mg cannot be read. */
export const notPlainOral = readValueSet(notPlainOralJson);
/** Opioids that the table gives no factor. */
export const opioidsWithoutFactor = readValueSet(opioidsWithoutFactorJson);
/** Oxycodone by ingredient, product or name. */
export const oxycodone = readValueSet(oxycodoneJson);
/** Oxymorphone by ingredient, product or name. */
export const oxymorphone = readValueSet(oxymorphoneJson);
/** People whom the guideline leaves out. */
export const palliativeCare = readValueSet(palliativeCareJson);
/** The route of the factors in mg. */
export const routesOral = readValueSet(routesOralJson);
/** The route of patches. */
export const routesSkin = readValueSet(routesSkinJson);
/** People whom the guideline leaves out. */
export const sickleCellDisease = readValueSet(sickleCellDiseaseJson);
/** Tapentadol by ingredient, product or name. */
export const tapentadol = readValueSet(tapentadolJson);
/** Tramadol by ingredient, product or name. */
export const tramadol = readValueSet(tramadolJson);
