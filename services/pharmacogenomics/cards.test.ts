import { describe, expect, test } from '@jest/globals';
import type { CardInput } from '@cardwright/cds-service';
import { assess } from './assess.ts';
import { drugNames, predictionsFor, signing } from './call.fixture.ts';
import { cards } from './cards.ts';
import { insufficientCards } from './insufficient-cards.ts';

function cardsFor(...call: Parameters<typeof signing>) {
  const input = signing(...call);
  const predictions = predictionsFor(input);
  const all: CardInput = { ...input, predictions, assessment: assess(input, predictions), models: {}, version: 'v' };
  return cards(all);
}
const all = {
  cyp2c19: '*2/*2',
  slco1b1: '*5/*5',
  dpyd: 'c.1905+1G>A (*2A)/c.1905+1G>A (*2A)',
  tpmt: '*2/*2',
  nudt15: '*3/*3',
  hla_b_5701: 'positive',
};

describe('cards', () => {
  test('are two at most, and every order is on exactly one of them', () => {
    const given = cardsFor(drugNames, all);
    expect(given.map(({ indicator }) => indicator)).toEqual(['critical', 'critical']);
    const references = given.map(({ extension }) => Object(extension)['org.cardwright.order'].references);
    expect(references.flat().toSorted()).toEqual(drugNames.map((drug) => `MedicationRequest/draft-${drug}`).toSorted());
    expect(new Set(references.flat()).size).toBe(drugNames.length);
  });

  test('suggest a whole draft of the alternative, without a dose', () => {
    const none = { status: 'present', value: false, unit: '{boolean}', references: [] } as const;
    const [card] = cardsFor(['clopidogrel'], { cyp2c19: '*2/*2', stroke_or_tia: none, intracranial_hemorrhage: none });
    expect(card?.suggestions?.map(({ actions = [] }) => actions[0]?.resource)).toMatchObject([
      {
        resourceType: 'MedicationRequest',
        status: 'draft',
        intent: 'order',
        subject: { reference: 'Patient/pat-1' },
        medicationCodeableConcept: { coding: [{ code: '1116632' }] },
      },
      { medicationCodeableConcept: { coding: [{ code: '613391' }] } },
    ]);
    expect(card?.suggestions?.some(({ isRecommended }) => isRecommended === true)).toBe(false);
  });

  test('of several drugs say the first in the summary, and offer one alternative to clopidogrel at most', () => {
    const none = { status: 'present', value: false, unit: '{boolean}', references: [] } as const;
    const [, shared] = cardsFor(drugNames, { ...all, stroke_or_tia: none, intracranial_hemorrhage: none });
    expect(shared?.summary).toBe(
      'DPYD activity score 0.0: CPIC advises to avoid fluorouracil (strong); 6 more drugs below',
    );
    expect(shared?.suggestions).toHaveLength(2);
    expect(shared?.selectionBehavior).toBe('at-most-one');
  });

  test('keep stars as stars', () => {
    const [card] = cardsFor(['abacavir'], { hla_b_5701: 'positive' });
    expect(card?.detail).toContain('**HLA-B\\*57:01 positive**');
  });
});

describe('a missing test', () => {
  const input = { ...signing(['azathioprine', 'abacavir'], {}), missing: [], reasons: [] };
  test('is not offered as published', () => {
    expect(insufficientCards(input)).toEqual([]);
  });

  test('is offered where the site has said so, each on its own order', () => {
    const offered = insufficientCards({ ...input, site: { thresholds: { offer_missing_test: 1 } } });
    expect(offered.map(({ summary }) => summary)).toEqual([
      'No HLA-B*57:01 result on file before abacavir',
      'No TPMT and NUDT15 result on file before azathioprine',
    ]);
    expect(offered.flatMap(({ suggestions = [] }) => suggestions.map(({ label }) => label))).toEqual([
      'Order HLA-B*57:01',
      'Order TPMT genotype',
      'Order NUDT15 genotype',
    ]);
    expect(offered.every(({ indicator }) => indicator === 'info')).toBe(true);
  });
});
