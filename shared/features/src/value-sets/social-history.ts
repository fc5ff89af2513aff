import type { Code } from '@cardwright/fhir';
import ombEthnicityJson from './omb-ethnicity.json' with { type: 'json' };
import ombRaceJson from './omb-race.json' with { type: 'json' };
import pregnancyAnswersJson from './pregnancy-answers.json' with { type: 'json' };
import pregnancyStatusJson from './pregnancy-status.json' with { type: 'json' };
import smokingAnswersJson from './smoking-answers.json' with { type: 'json' };
import smokingStatusJson from './smoking-status.json' with { type: 'json' };
import { readCategories } from '../terminology/read-categories.ts';
import { readValueSet } from '../terminology/read-value-set.ts';

/** The tobacco smoking status question. */
export const smokingStatus = readValueSet(smokingStatusJson);

/** Answers by category. */
export const smokingCategories = readCategories(smokingAnswersJson, ['current', 'former', 'never']);

/** The same answers as a yes/no, for models that ask "current smoker"; use with `asBoolean`. */
export const currentSmokerCategories: Readonly<Record<'true' | 'false', readonly Code[]>> = {
  true: smokingCategories.current,
  false: [...smokingCategories.former, ...smokingCategories.never],
};

/** The pregnancy status question. */
export const pregnancyStatus = readValueSet(pregnancyStatusJson);

/** Answers as a yes/no; use with `asBoolean`. */
export const pregnantCategories = readCategories(pregnancyAnswersJson, ['true', 'false']);

/** The five OMB race categories. */
export const ombRace = readCategories(ombRaceJson, ['americanIndian', 'asian', 'black', 'pacificIslander', 'white']);

/** The two OMB ethnicity categories. */
export const ombEthnicity = readCategories(ombEthnicityJson, ['hispanic', 'notHispanic']);
