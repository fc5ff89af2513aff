import { when } from '@cardwright/cards';
import type { FeatureVector, SiteChoices } from '@cardwright/cds-service';
import type { Reading } from './reading.ts';

/** Why an infection is suspected, with dates and references; or that nothing says so, or that it could not be read. */
export function infectionInWords(vector: FeatureVector, { suspicion }: Reading, site: SiteChoices = {}): string {
  const dated = (name: string) => {
    const feature = vector.features[name];
    if (feature === undefined) return '';
    const time = feature.status === 'present' ? feature.effective : undefined;
    const date = time === undefined ? 'date not given' : when(time, vector.asOf, site.zoneOffsetMinutesAt);
    return `${date}; ${feature.references.join(', ')}`;
  };
  if (suspicion.kind === 'diagnosis') return `Infection on the problem list (${dated('infection')}).`;
  if (suspicion.kind === 'treatment') {
    const [antibiotic = '', culture = ''] = suspicion.features;
    return `Antibiotic (${dated(antibiotic)}) together with a culture (${dated(culture)}).`;
  }
  return suspicion.kind === 'none'
    ? 'None on record: no infection on the problem list of the last 7 days, no antibiotic together with a culture.'
    : 'Not known: the problem list, the medications or the cultures could not be read.';
}
