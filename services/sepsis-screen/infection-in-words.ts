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
  if (suspicion.kind === 'none')
    return 'None on record: no active infection of the last 7 days on the problem list, no antibiotic together with a culture.';
  const { infection } = vector.features;
  return infection?.status === 'absent' && infection.reason === 'unreadable'
    ? `Not known: an entry of the problem list may be an infection, and no code of it tells (${infection.references.join(', ')}).`
    : 'Not known: the problem list, the medications or the cultures could not be read.';
}
