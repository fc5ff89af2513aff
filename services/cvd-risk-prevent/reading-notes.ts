import type { FeatureVector } from '@cardwright/cds-service';
import { labelOf } from './wording.ts';
import { windows } from './windows.ts';

const years = (days: number) => Math.floor(days / 365);

/** How the chart was read, and which optional predictors were not there to be used. */
export function readingNotes({ features }: FeatureVector): readonly string[] {
  const absent = ['hba1c', 'uacr'].filter((name) => features[name]?.status === 'absent');
  return [
    ...(absent.length > 0 ? [`Not used, because not on file or not usable: ${absent.map(labelOf).join(', ')}.`] : []),
    'The Social Deprivation Index of the neighbourhood is not in the record and was not used.',
    `The latest values are used: lipids up to ${years(windows.lipids.days)} years old, HbA1c and urine albumin up to ${years(windows.glycaemia.days)} year, all others up to ${years(windows.bloodPressure.days)} years, height of any age (site policy).`,
    'A blood-pressure medication, statin or diabetes that is not on the active lists counts as no.',
  ];
}
