import { when } from '@cardwright/cards';
import type { FeatureVector, PresentFeature, SiteChoices } from '@cardwright/cds-service';
import { labelOf, valueOf } from './wording.ts';
import { windows } from './windows.ts';

const years = (days: number) => Math.floor(days / 365);
/** Results of one sample may be released hours apart. */
const oneSampleMs = 24 * 60 * 60_000;

/** How the chart was read, and which optional predictors were not there to be used. */
export function readingNotes(vector: FeatureVector, site: SiteChoices = {}): readonly string[] {
  const absent = ['hba1c', 'uacr'].filter((name) => vector.features[name]?.status === 'absent');
  return [
    ...newerCreatinine(vector, site),
    ...lipidsOfTwoDates(vector),
    ...(absent.length > 0 ? [`Not used, because not on file or not usable: ${absent.map(labelOf).join(', ')}.`] : []),
    'The Social Deprivation Index of the neighbourhood is not in the record and was not used.',
    `The latest values are used: lipids up to ${years(windows.lipids.days)} years old, HbA1c and urine albumin up to ${years(windows.glycaemia.days)} year, height up to ${years(windows.height.days)} years, all others up to ${years(windows.bloodPressure.days)} years (site policy).`,
    'A blood-pressure medication, statin, diabetes or cardiovascular disease that is not on the medication and problem lists counts as no. Procedures (stent, bypass) are not read.',
  ];
}

/** A reported eGFR is preferred to one computed here, even where the kidneys have been measured again since. */
function newerCreatinine(vector: FeatureVector, { zoneOffsetMinutesAt }: SiteChoices): readonly string[] {
  const [egfr, creatinine] = [presentIn(vector, 'egfr_reported'), presentIn(vector, 'creatinine')];
  if (egfr?.effective === undefined || creatinine?.effective === undefined) return [];
  const aheadMs = Date.parse(creatinine.effective) - Date.parse(egfr.effective);
  if (!(aheadMs >= oneSampleMs)) return [];
  const dates = [creatinine, egfr].map(({ effective }) => when(effective, vector.asOf, zoneOffsetMinutesAt));
  return [
    `${labelOf('creatinine')} ${valueOf('creatinine', creatinine.value)} (${dates[0]}) is newer than the reported eGFR (${dates[1]}) and was not used: the reported eGFR was.`,
  ];
}

/** Non-HDL cholesterol is a difference: of two samples it may belong to no day at all. */
function lipidsOfTwoDates(vector: FeatureVector): readonly string[] {
  const [total, hdl] = ['total_c', 'hdl_c'].map((name) => presentIn(vector, name)?.effective?.slice(0, 10));
  if (total === undefined || hdl === undefined || total === hdl) return [];
  return [`Total and HDL cholesterol are of different dates (${total} and ${hdl}).`];
}

function presentIn({ features }: FeatureVector, name: string): PresentFeature | undefined {
  const feature = features[name];
  return feature?.status === 'present' ? feature : undefined;
}
