import { readCategories, readValueSet } from '@cardwright/features';
import acuteEncounterClassesJson from './value-sets/acute-encounter-classes.json' with { type: 'json' };
import arterialPaco2Json from './value-sets/arterial-paco2.json' with { type: 'json' };
import arterialPao2Json from './value-sets/arterial-pao2.json' with { type: 'json' };
import bandNeutrophilsJson from './value-sets/band-neutrophils.json' with { type: 'json' };
import bilirubinJson from './value-sets/bilirubin.json' with { type: 'json' };
import bloodCultureJson from './value-sets/blood-culture.json' with { type: 'json' };
import bodyFluidCultureJson from './value-sets/body-fluid-culture.json' with { type: 'json' };
import chronicOrganDiseaseJson from './value-sets/chronic-organ-disease.json' with { type: 'json' };
import cultureAnswersJson from './value-sets/culture-answers.json' with { type: 'json' };
import dobutamineJson from './value-sets/dobutamine.json' with { type: 'json' };
import dopamineJson from './value-sets/dopamine.json' with { type: 'json' };
import glasgowComaScoreJson from './value-sets/glasgow-coma-score.json' with { type: 'json' };
import infectionJson from './value-sets/infection.json' with { type: 'json' };
import invasiveVentilationJson from './value-sets/invasive-ventilation.json' with { type: 'json' };
import lactateJson from './value-sets/lactate.json' with { type: 'json' };
import leukocytesJson from './value-sets/leukocytes.json' with { type: 'json' };
import meanArterialPressureJson from './value-sets/mean-arterial-pressure.json' with { type: 'json' };
import norepinephrineJson from './value-sets/norepinephrine.json' with { type: 'json' };
import plateletsJson from './value-sets/platelets.json' with { type: 'json' };
import systemicAntibioticsJson from './value-sets/systemic-antibiotics.json' with { type: 'json' };
import temperatureJson from './value-sets/temperature.json' with { type: 'json' };
import urine24hJson from './value-sets/urine-24h.json' with { type: 'json' };

/** Core or oral temperature. */
export const temperature = readValueSet(temperatureJson);
export const meanArterialPressure = readValueSet(meanArterialPressureJson);
export const glasgowComaScore = readValueSet(glasgowComaScoreJson);
export const arterialPao2 = readValueSet(arterialPao2Json);
export const arterialPaco2 = readValueSet(arterialPaco2Json);
export const leukocytes = readValueSet(leukocytesJson);
export const bandNeutrophils = readValueSet(bandNeutrophilsJson);
export const platelets = readValueSet(plateletsJson);
export const bilirubin = readValueSet(bilirubinJson);
export const urine24h = readValueSet(urine24hJson);
export const lactate = readValueSet(lactateJson);

/** A vasoactive drug by name; its rate is not read. */
export const norepinephrine = readValueSet(norepinephrineJson);
export const dopamine = readValueSet(dopamineJson);
export const dobutamine = readValueSet(dobutamineJson);
export const invasiveVentilation = readValueSet(invasiveVentilationJson);

/** What makes an infection suspected. */
export const infection = readValueSet(infectionJson);
export const systemicAntibiotics = readValueSet(systemicAntibioticsJson);
export const bodyFluidCulture = readValueSet(bodyFluidCultureJson);
export const bloodCulture = readValueSet(bloodCultureJson);

/** Answers that carry a time; any other answer tells that a culture is there, and no more. */
export const cultureAnswers = readCategories(cultureAnswersJson, ['detected', 'not-detected']);

/** A SOFA baseline above 0 is likely. */
export const chronicOrganDisease = readValueSet(chronicOrganDiseaseJson);

/** Codes of the encounter classes that are acute settings. */
export const acuteEncounterClasses: readonly string[] = readValueSet(acuteEncounterClassesJson).codes.map(
  ({ code }) => code,
);
