import type { FeatureVector, HookContext, MetThreshold, Prediction } from '@cardwright/cds-service';
import { absenceInWords } from '@cardwright/cards';
import { draftsOf } from './drafts.ts';
import { reportedOf } from './features.ts';
import { gapOf, opioidItems, type OpioidItem } from './opioid-items.ts';
import { opioids } from './opioids.ts';
import { exclusions, valueOf } from './population.ts';
import { thresholdsMet } from './thresholds.ts';
import { benzodiazepines, naloxone } from './value-sets.ts';

/** What is known of the patient's opioids, as the words need it. */
export interface Reading {
  readonly items: readonly OpioidItem[];
  /** MME a day of all that could be counted; absent when nothing could. */
  readonly total?: number;
  readonly model?: string;
  /** The total is a lower bound: something is not counted or the list is not whole. */
  readonly atLeast: boolean;
  readonly thresholds: readonly MetThreshold[];
  readonly hasBenzodiazepine: boolean;
  /** A naloxone that the household can use is on record or drafted. */
  readonly hasNaloxone: boolean;
  readonly notes: readonly string[];
}

/** Reads items, companions and the prediction of a plan (absent where nothing could be counted). */
export function readOpioids(
  vector: FeatureVector,
  context: HookContext,
  predictions: readonly Prediction[] = [],
): Reading {
  const items = opioidItems(vector, context);
  const prediction = predictions.find(({ variant }) => variant === 'cdc-2022');
  const value = prediction?.outputs['mme_per_day']?.value;
  const hasBenzodiazepine = isOn(vector, 'benzodiazepine') || draftsOf(context, benzodiazepines).length > 0;
  return {
    items,
    ...(typeof value === 'number' && { total: value }),
    ...(prediction && { model: prediction.model }),
    atLeast:
      onlyReported(vector, items).length > 0 ||
      gapOf(vector) !== undefined ||
      items.some(({ dose }) => dose === undefined),
    thresholds: thresholdsMet(typeof value === 'number' ? value : undefined, hasBenzodiazepine),
    hasBenzodiazepine,
    hasNaloxone: isOn(vector, 'naloxone') || draftsOf(context, naloxone).length > 0,
    notes: notesOf(vector, items),
  };
}

const isOn = (vector: FeatureVector, name: string): boolean => valueOf(vector, name) === true;

function notesOf(vector: FeatureVector, items: readonly OpioidItem[]): readonly string[] {
  const gap = gapOf(vector);
  const has = (id: string) => items.some(({ opioid }) => opioid?.id === id);
  return [
    ...(gap === undefined ? [] : [`There may be further prescriptions: ${gap}.`]),
    ...reportedNotes(vector, items),
    ...(isOn(vector, 'buprenorphine') ? ['Buprenorphine is prescribed too: CDC gives it no factor; not counted.'] : []),
    ...(has('methadone') ? ['Methadone: the factor is for pain. CDC does not count it in opioid use disorder.'] : []),
    ...(['benzodiazepine', 'naloxone'] as const).flatMap((name) =>
      unknownNote(vector, name, `Whether ${name} is on the list`),
    ),
    ...exclusions.flatMap(({ feature, words }) => unknownNote(vector, feature, words)),
  ];
}

/** Opioids of the list of reported medications of which no prescription was found, by name. A draft may be another one. */
function onlyReported(vector: FeatureVector, items: readonly OpioidItem[]): readonly string[] {
  const prescribed = items.filter(({ status }) => status === 'prescribed').map(({ opioid }) => opioid?.id ?? other);
  return reportedOpioids(vector).flatMap(({ id, name }) => (prescribed.includes(id) ? [] : [name]));
}

const other = 'opioid_without_factor';

const reportedOpioids = (vector: FeatureVector) =>
  [...opioids, { id: other, name: 'another opioid' }].filter(({ id }) => isOn(vector, reportedOf(id)));

function reportedNotes(vector: FeatureVector, items: readonly OpioidItem[]): readonly string[] {
  const missing = onlyReported(vector, items);
  if (missing.length > 0)
    return [
      `On the list of reported medications and not prescribed here: ${missing.join(', ')}. Not added: how much is taken is not read.`,
    ];
  return reportedOpioids(vector).length === 0
    ? []
    : ['An opioid is also on the list of reported medications; it is not added, because it may be one of the above.'];
}

function unknownNote({ features }: FeatureVector, name: string, words: string): readonly string[] {
  const feature = features[name];
  return feature?.status === 'absent' ? [`${words}: not known (${absenceInWords(feature.reason)}).`] : [];
}
