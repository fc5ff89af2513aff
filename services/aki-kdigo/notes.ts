import { absenceInWords, when } from '@cardwright/cards';
import type { Feature, FeatureVector, SiteChoices } from '@cardwright/cds-service';
import { creatinineInWords, ratioInWords } from './numbers-in-words.ts';
import type { Baseline, Reading } from './reading.ts';
import { urinePeriods } from './windows.ts';

const staleAfterMs = 48 * 3_600_000;

/** What a reader needs beside the stage and its baseline: what could not be judged and why, and what else is active. */
export function otherNotes(reading: Reading, vector: FeatureVector): readonly string[] {
  return [
    ...ageNote(vector.features['creatinine'], vector.asOf),
    ...shortWindowNote(reading),
    ...urineNote(reading, vector),
    ...replacementNote(reading, vector.features['rrt']),
    ...activeNote(vector.features['nephrotoxin_active']),
  ];
}

/** `1.00 mg/dL, the lowest result of the 7 days before (2026-03-01)`. */
function baselineInWords({ kind, feature, value }: Baseline, { asOf }: FeatureVector, site: SiteChoices) {
  const date = when(feature.effective, asOf, site.zoneOffsetMinutesAt);
  const results = feature.references.length;
  const dated = kind.part === 'ratio_7d' ? date : `${results} result${results === 1 ? '' : 's'}, the newest ${date}`;
  return `${creatinineInWords(value)}, ${kind.words} (${dated})`;
}

/** Which creatinine is the baseline, from when, and what the other one would give; or that there is none. */
export function baselineNotes(
  { inputs, baselines }: Reading,
  vector: FeatureVector,
  site: SiteChoices = {},
): readonly string[] {
  const { creatinine } = inputs;
  const [used, other] = baselines;
  if (typeof creatinine !== 'number')
    return [`The creatinine criteria were not judged: creatinine ${reasonOf(vector.features['creatinine'])}.`];
  if (used === undefined)
    return [
      'No baseline creatinine: none of the 365 days before is usable. None is assumed, and a rise is not excluded.',
    ];
  return [
    `Baseline used: ${baselineInWords(used, vector, site)}.`,
    ...(other
      ? [
          `The other baseline, ${baselineInWords(other, vector, site)}, gives ${ratioInWords(creatinine / other.value)}. The higher ratio counts.`,
        ]
      : []),
    ...(used.kind.part === 'ratio_365d'
      ? ['Measured against a baseline of months, the rise is presumed, not known, to be of the last 7 days.']
      : []),
  ];
}

function ageNote(creatinine: Feature | undefined, asOf: string): readonly string[] {
  if (creatinine?.status !== 'present' || creatinine.effective === undefined) return [];
  const isOld = Date.parse(asOf) - Date.parse(creatinine.effective) > staleAfterMs;
  return isOld ? ['The newest creatinine is more than 48 hours old; the stage is that of its date.'] : [];
}

const shortWindowNote = ({ inputs }: Reading): readonly string[] =>
  inputs['creatinine'] != null && inputs['lowest_creatinine_48h'] == null
    ? ['No creatinine of the 48 hours before the newest: a rise of 0.3 mg/dL in 48 hours could not be judged.']
    : [];

function urineNote({ inputs }: Reading, { features }: FeatureVector): readonly string[] {
  const judged = urinePeriods.filter((hours) => inputs[`urine_ml_kg_h_${hours}h`] != null);
  if (judged.length === urinePeriods.length) return [];
  if (judged.length > 0) {
    const others = urinePeriods.filter((hours) => !judged.includes(hours)).join(' and ');
    return [`Urine output over ${others} hours was not judged: it is not charted for so long, or with a gap.`];
  }
  const { urine_latest: latest, weight } = features;
  if (latest?.status !== 'present') return [`Urine output was not judged: ${reasonOf(latest)}.`];
  return weight?.status === 'present'
    ? ['Urine output was not judged: it is not charted for 6 hours.']
    : [`Urine output was not judged: weight ${reasonOf(weight)}.`];
}

const replacementNote = ({ inputs }: Reading, rrt: Feature | undefined): readonly string[] =>
  inputs['rrt'] == null ? [`Whether kidney replacement therapy was given is not known: ${reasonOf(rrt)}.`] : [];

const activeNote = (active: Feature | undefined): readonly string[] =>
  active?.status === 'present' && active.value === true
    ? [`A medication of the nephrotoxin list is active on the chart: ${active.references.join(', ')}.`]
    : [];

const reasonOf = (feature: Feature | undefined): string =>
  absenceInWords(feature?.status === 'absent' ? feature.reason : 'none-recorded');
