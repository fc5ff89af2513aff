import { readValueSet } from '@cardwright/features';
import antihypertensivesJson from './value-sets/antihypertensives.json' with { type: 'json' };
import diabetesJson from './value-sets/diabetes.json' with { type: 'json' };
import lipidPanelOrderJson from './value-sets/lipid-panel-order.json' with { type: 'json' };
import priorCvdJson from './value-sets/prior-cvd.json' with { type: 'json' };
import statinsJson from './value-sets/statins.json' with { type: 'json' };

/** Ingredients of blood-pressure medication, whatever it was prescribed for. */
export const antihypertensives = readValueSet(antihypertensivesJson);

/** Any diabetes; gestational diabetes and prediabetes are not in it. */
export const diabetes = readValueSet(diabetesJson);

/** Orders of a lipid panel, by which order-select recognises one. */
export const lipidPanels = readValueSet(lipidPanelOrderJson);

/** Known atherosclerotic cardiovascular disease or heart failure: the people the equations are not for. */
export const priorCvd = readValueSet(priorCvdJson);

/** Statins by RxNorm ingredient and by whole-word name. */
export const statins = readValueSet(statinsJson);
