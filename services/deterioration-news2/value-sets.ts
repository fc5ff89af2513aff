import { readCategories, readValueSet } from '@cardwright/features';
import acuteEncounterClassesJson from './value-sets/acute-encounter-classes.json' with { type: 'json' };
import oxygenStatusJson from './value-sets/oxygen-status.json' with { type: 'json' };
import pregnancyJson from './value-sets/pregnancy.json' with { type: 'json' };
import spo2Scale2DecisionJson from './value-sets/spo2-scale-2-decision.json' with { type: 'json' };
import yesNoAnswersJson from './value-sets/yes-no-answers.json' with { type: 'json' };

/** Pregnancy as a problem on file. */
export const pregnancy = readValueSet(pregnancyJson);

/** Conditions by which a site records that SpO2 scale 2 is to be used. Empty as shipped. */
export const spo2Scale2Decision = readValueSet(spo2Scale2DecisionJson);

/** Whether the patient breathes supplemental oxygen, as a charted yes or no. */
export const oxygenStatus = readValueSet(oxygenStatusJson);

/** Answers to it. */
export const yesNoAnswers = readCategories(yesNoAnswersJson, ['true', 'false']);

/** Codes of the encounter classes that are acute settings. */
export const acuteEncounterClasses: readonly string[] = readValueSet(acuteEncounterClassesJson).codes.map(
  ({ code }) => code,
);
