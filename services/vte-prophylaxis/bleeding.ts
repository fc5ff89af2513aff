import { valueOf } from '@cardwright/features';
import type { FeatureVector } from '@cardwright/cds-service';
import { absenceInWords, quantity, when } from '@cardwright/cards';
import { labelOf, wordingOf } from './wording.ts';

const facts = [
  'recent_bleeding',
  'bleeding_disorder',
  'heparin_thrombocytopenia',
  'heparin_allergy',
  'antiplatelet_or_nsaid',
];

/** What keeps a heparin from being offered as a draft, unless the record says that it is not there. */
const cautions = ['recent_bleeding', 'bleeding_disorder', 'heparin_thrombocytopenia', 'heparin_allergy'];

/** Thousands per microlitre below which bleeding is more likely (Kahn 2012, table 3: one of the three strongest risk factors). */
const lowPlatelets = 50;

/**
 * Whether bleeding, a disorder of it, heparin-induced thrombocytopenia or an allergy to a heparin is on record, or could not be
 * excluded; or few platelets are.
 */
export const speaksAgainstHeparin = (vector: FeatureVector): boolean =>
  hasFewPlatelets(vector) || cautions.some((name) => valueOf(vector, name) !== false);

function hasFewPlatelets(vector: FeatureVector): boolean {
  const count = valueOf(vector, 'platelets');
  return typeof count === 'number' && count < lowPlatelets;
}

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
    ...(speaksAgainstHeparin(vector)
      ? ['No draft of a heparin is offered: something here speaks against it or could not be read']
      : []),
  ];
}

function platelets(vector: FeatureVector): string {
  const { features, asOf } = vector;
  const found = features['platelets'];
  const { label, decimals } = wordingOf('platelets');
  if (found?.status !== 'present' || typeof found.value !== 'number')
    return `${label}: ${absenceInWords(found?.status === 'absent' ? found.reason : 'none-recorded')}`;
  return `${label}: ${quantity(found.value, found.unit, { decimals: decimals ?? 0 })} (${when(found.effective, asOf)})${hasFewPlatelets(vector) ? `: below ${lowPlatelets}, a strong risk factor for bleeding (Kahn 2012)` : ''}`;
}
