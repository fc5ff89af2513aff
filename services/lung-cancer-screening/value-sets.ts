import { readCategories, readValueSet } from '@cardwright/features';
import { educationLevels } from './coefficients.ts';
import cancerIcd10Json from './value-sets/cancer-icd-10.json' with { type: 'json' };
import cancerSnomedCtJson from './value-sets/cancer-snomed-ct.json' with { type: 'json' };
import cigarettesPerDayJson from './value-sets/cigarettes-per-day.json' with { type: 'json' };
import copdIcd10Json from './value-sets/copd-icd-10.json' with { type: 'json' };
import copdSnomedCtJson from './value-sets/copd-snomed-ct.json' with { type: 'json' };
import educationAnswersJson from './value-sets/education-answers.json' with { type: 'json' };
import educationLevelJson from './value-sets/education-level.json' with { type: 'json' };
import familyLungCancerJson from './value-sets/family-lung-cancer.json' with { type: 'json' };
import lowDoseCtJson from './value-sets/low-dose-ct.json' with { type: 'json' };
import lungCancerIcd10Json from './value-sets/lung-cancer-icd-10.json' with { type: 'json' };
import lungCancerSnomedCtJson from './value-sets/lung-cancer-snomed-ct.json' with { type: 'json' };
import packYearsJson from './value-sets/pack-years.json' with { type: 'json' };
import smokingDurationJson from './value-sets/smoking-duration.json' with { type: 'json' };
import timeSinceQuitJson from './value-sets/time-since-quit.json' with { type: 'json' };

/**
 * Conditions are two sets each. The one of ICD-10-CM has names: what SNOMED CT or a local code says under such a name
 * leaves the question open, because no list of SNOMED CT codes is whole. The one of SNOMED CT makes a yes.
 */
export const cancerIcd10 = readValueSet(cancerIcd10Json);
export const cancerSnomedCt = readValueSet(cancerSnomedCtJson);
export const copdIcd10 = readValueSet(copdIcd10Json);
export const copdSnomedCt = readValueSet(copdSnomedCtJson);
export const lungCancerIcd10 = readValueSet(lungCancerIcd10Json);
export const lungCancerSnomedCt = readValueSet(lungCancerSnomedCtJson);
export const familyLungCancer = readValueSet(familyLungCancerJson);

export const cigarettesPerDay = readValueSet(cigarettesPerDayJson);
export const smokingDuration = readValueSet(smokingDurationJson);
export const packYears = readValueSet(packYearsJson);
export const timeSinceQuit = readValueSet(timeSinceQuitJson);

export const educationLevel = readValueSet(educationLevelJson);
/** Answers by level of the model. */
export const educationAnswers = readCategories(educationAnswersJson, educationLevels);

/** The examination that is suggested; the first code is the one by which charts hold it. */
export const lowDoseCt = readValueSet(lowDoseCtJson);
