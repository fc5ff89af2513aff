import { valueOf } from '@cardwright/features';
import type { FeatureVector } from '@cardwright/cds-service';
import { absenceInWords, quantity, when } from '@cardwright/cards';
import { labelOf, wordingOf } from './wording.ts';

const facts = ['recent_bleeding', 'bleeding_disorder', 'heparin_thrombocytopenia', 'antiplatelet_or_nsaid'];

/** What keeps a heparin from being offered as a draft, unless the record says that it is not there. */
const cautions = ['recent_bleeding', 'bleeding_disorder', 'heparin_thrombocytopenia'];

/** Whether bleeding, a disorder of it or heparin-induced thrombocytopenia is on record, or could not be excluded. */
export const speaksAgainstHeparin = (vector: FeatureVector): boolean =>
  cautions.some((name) => valueOf(vector, name) !== false);

/** What is on record about bleeding: what is there, what is not known, and the platelet count. */
export function bleedingInWords(vector: FeatureVector): readonly string[] {
  const yes = facts.filter((name) => valueOf(vector, name) === true).map((name) => `${labelOf(name)}: on record`);
  const unknown = facts.flatMap((name) => {
    const found = vector.features[name];
    return found?.status === 'absent' ? [`${labelOf(name)}: ${absenceInWords(found.reason)}`] : [];
  });
  const no = facts.filter((name) => valueOf(vector, name) === false).map((name) => labelOf(name));
  return [
    ...yes,
    ...unknown,
    ...(no.length > 0 ? [`Not on record: ${no.join('; ')}`] : []),
    platelets(vector),
    ...(speaksAgainstHeparin(vector) ? ['No draft of a heparin is offered, because of the record'] : []),
  ];
}

function platelets({ features, asOf }: FeatureVector): string {
  const found = features['platelets'];
  const { label, decimals } = wordingOf('platelets');
  if (found?.status !== 'present' || typeof found.value !== 'number')
    return `${label}: ${absenceInWords(found?.status === 'absent' ? found.reason : 'none-recorded')}`;
  return `${label}: ${quantity(found.value, found.unit, { decimals: decimals ?? 0 })} (${when(found.effective, asOf)})`;
}
