import { when } from '@cardwright/cards';
import type { FeatureVector, SiteChoices } from '@cardwright/cds-service';
import type { Reading } from './reading.ts';
import { valueOf } from './value-of.ts';

/** What a reader needs beside the criteria: the SOFA baseline, the lower bounds, what was not read, the lactate. */
export function notesOf(vector: FeatureVector, reading: Reading, site: SiteChoices = {}): readonly string[] {
  return [
    baselineNote(vector, reading),
    Object.values(reading.scores).some(({ parts }) => parts.some(({ open }) => open.length > 0))
      ? '“≥” and “or more”: what is not charted, or not usable, counts 0, the least that any value gives.'
      : '',
    ...circulationNotes(vector),
    reading.scores.sofa.inputs['pao2'] != null && valueOf(vector, 'ventilated') === null
      ? 'Whether the patient is ventilated is not on record: respiration counts 2 at most.'
      : '',
    lactateNote(vector, site),
    valueOf(vector, 'consciousness') === 'A' && valueOf(vector, 'gcs') === null
      ? 'Charted as alert; the Glasgow score, which finds slighter changes, is not charted.'
      : '',
    'SIRS and qSOFA: newest vital signs of 12 hours, newest results of 24 hours. SOFA: worst of 24 hours, newest blood gas.',
  ].filter((note) => note !== '');
}

/** Said on every card: the score that matters is a rise, and a chart holds no score from before. */
function baselineNote(vector: FeatureVector, { hasBaseline }: Reading): string {
  if (hasBaseline)
    return 'Organ dysfunction from before is on the problem list: the SOFA baseline is not 0 and not known, so that a rise of 2 cannot be judged here.';
  return `Sepsis-3 asks for a rise of SOFA by 2. The baseline is taken as 0, as Sepsis-3 does where no earlier organ dysfunction is known: ${knownBefore(vector)}`;
}

function knownBefore({ features }: FeatureVector): string {
  const { chronic_organ_disease: disease } = features;
  if (disease?.status === 'present') return 'none is on the problem list.';
  return disease?.status === 'absent' && disease.reason === 'unreadable'
    ? `an entry of the problem list may be one, and no code of it tells (${disease.references.join(', ')}).`
    : 'the problem list could not be read.';
}

function circulationNotes(vector: FeatureVector): readonly string[] {
  const drugs = ['norepinephrine', 'dopamine', 'dobutamine'];
  const given = drugs.filter((name) => valueOf(vector, `${name}_given`) === true);
  if (given.length > 0)
    return [
      `Rates are not read: ${given.join(' and ')} on record counts the least that it can. Epinephrine is not read.`,
    ];
  return drugs.every((name) => valueOf(vector, `${name}_given`) === false)
    ? ['No vasopressor on record (rates and epinephrine are not read). With one, SOFA is higher.']
    : ['Whether a vasopressor is given is not known. With one, SOFA is higher.'];
}

function lactateNote({ features, asOf }: FeatureVector, { zoneOffsetMinutesAt }: SiteChoices): string {
  const { lactate } = features;
  if (lactate?.status !== 'present' || typeof lactate.value !== 'number')
    return 'Lactate: none usable in the last 24 hours.';
  return `Lactate ${lactate.value.toFixed(1)} mmol/L (${when(lactate.effective, asOf, zoneOffsetMinutesAt)}).`;
}
