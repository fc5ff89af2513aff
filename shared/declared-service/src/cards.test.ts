import { describe, expect, test } from '@jest/globals';
import type { Card, Prediction, SiteChoices } from '@cardwright/cds-service';
import { assess } from './assess.ts';
import { cards } from './cards.ts';
import type { CardsFile } from './cards-file.ts';
import { inputWith, predictionOf, present, tinyDeclared, twoBands } from './testing/tiny-files.ts';

function cardOf(file: CardsFile, prediction: Prediction, site?: SiteChoices, features = {}): Card | undefined {
  const declared = tinyDeclared(file);
  const input = { ...inputWith(features), ...(site === undefined ? {} : { site }) };
  const assessment = assess(declared, input, [prediction]);
  const made = cards(declared, {
    ...input,
    assessment,
    predictions: [prediction],
    models: declared.models,
    version: 'abc',
  });
  expect(made.length).toBeLessThanOrEqual(1);
  return made[0];
}

test('without cards.json the card says the number, the inputs, the version, and that no threshold is declared', () => {
  const card = cardOf({}, predictionOf(0.123));
  expect(card).toMatchObject({ summary: 'Tiny risk: risk: 12.3%', indicator: 'info' });
  expect(card?.detail).toContain('No threshold is declared');
  expect(card?.detail).toContain('| creatinine | 1.2 mg/dL |');
  expect(card?.detail).toContain('| Tiny risk: dose | 12 mg |');
  expect(card?.detail).toContain('service version abc');
  expect(card?.suggestions).toBeUndefined();
});

describe('a band', () => {
  const file: CardsFile = { bands: twoBands };
  const rows: readonly (readonly [number, string, boolean])[] = [
    [0, 'info', false],
    [0.1999999, 'info', false],
    [0.2, 'warning', true],
    [0.95, 'warning', true],
  ];
  test.each(rows)('at %d is %s, unrounded', (risk, indicator, isMet) => {
    const card = cardOf(file, predictionOf(risk));
    expect(card?.indicator).toBe(indicator);
    expect(card?.detail?.includes('Look again.')).toBe(isMet);
    expect(card?.detail?.includes('No threshold with a source is met.')).toBe(!isMet);
  });

  test('may be set otherwise by a site, where the file allows it and only there', () => {
    const adjustable = twoBands.map((band) =>
      band.id === 'high' ? { ...band, siteMayAdjust: { minimum: 0.1, maximum: 0.3 } } : band,
    );
    const site = { thresholds: { high: 0.3, any: 0.9 } };
    expect(cardOf({ bands: adjustable }, predictionOf(0.25), site)?.indicator).toBe('info');
    expect(cardOf({ bands: adjustable }, predictionOf(0.3), site)?.detail).toContain('of 30.0% or more');
    expect(cardOf(file, predictionOf(0.25), site)?.indicator).toBe('warning');
  });

  test('may show no card; the assessment tells the threshold all the same', () => {
    const quiet = { bands: [{ id: 'any', from: 0, showCard: false, source: 'Nobody 2026' }] };
    expect(cardOf(quiet, predictionOf(0.5))).toBeUndefined();
    const declared = tinyDeclared(quiet);
    expect(assess(declared, inputWith(), [predictionOf(0.5)]).thresholds).toEqual([
      { id: 'any', when: 'Tiny risk: risk of <0.1% or more', source: 'Nobody 2026' },
    ]);
  });
});

describe('placeholders', () => {
  const file: CardsFile = {
    output: 'risk',
    labels: { sex: { words: { male: '<b>male</b> [x](https://example.org)' } } },
    bands: [
      {
        id: 'any',
        from: 0,
        summary: '{title}: {output}, {feature:sex}, dose {output:dose}',
        detail: 'From {threshold}: {feature:sex} | {feature:creatinine}',
      },
    ],
  };
  test('are filled in, and escaped in the detail', () => {
    const card = cardOf(file, predictionOf(0.5));
    expect(card?.summary).toBe('Tiny: 50.0%, <b>male</b> [x](https://example.org), dose 12 mg');
    expect(card?.detail).toContain('&lt;b>male');
    expect(card?.detail).not.toContain('](https://example.org)');
    expect(card?.detail).toContain('1.2 mg/dL');
  });
  test('of an absent feature say why', () => {
    const absent = { creatinine: { status: 'absent', reason: 'stale', references: [] } };
    expect(cardOf(file, predictionOf(0.5), undefined, absent)?.detail).toContain('too old to use');
  });
});

test('a summary that a value makes too long is cut before the limit, whole characters', () => {
  const words = { male: '😀'.repeat(80) };
  // The rehearsal has other values: the longest category that is declared has no words.
  const declared = tinyDeclared({ labels: { sex: { words } }, summary: 'x{feature:sex}' });
  const input = inputWith();
  const [card] = cards(declared, {
    ...input,
    assessment: { risks: [], thresholds: [], notes: [], missing: [] },
    predictions: [predictionOf(0.5)],
    models: declared.models,
    version: 'abc',
  });
  expect(card?.summary.length).toBeLessThan(140);
  expect(card?.summary).toMatch(/^x(😀)+…$/u);
});

test('an order is about the patient and the encounter of the call', () => {
  const create = {
    resourceType: 'ServiceRequest',
    status: 'draft',
    intent: 'order',
    code: { text: 'Creatinine' },
  } as const;
  const task = { resourceType: 'Task', status: 'draft', intent: 'order', description: 'Look again' } as const;
  const suggestions = [create, task].map((one) => ({
    label: one.resourceType,
    actions: [{ description: 'Do it', create: one }],
  }));
  const card = cardOf({ bands: [{ id: 'any', from: 0, source: 'Nobody 2026', suggestions }] }, predictionOf(0.5));
  expect(card?.suggestions?.map(({ actions }) => actions?.[0]?.resource)).toEqual([
    { ...create, subject: { reference: 'Patient/p1' }, encounter: { reference: 'Encounter/e1' } },
    { ...task, for: { reference: 'Patient/p1' }, encounter: { reference: 'Encounter/e1' } },
  ]);
});

test('what was out of range and not used is said, and what is missing is told', () => {
  const declared = tinyDeclared();
  const input = inputWith({ creatinine: present(9, 'mg/dL') });
  const { notes } = assess(declared, input, [predictionOf(0.5, { age: 61, sex: 'male', creatinine: null })]);
  expect(notes).toEqual(['creatinine 9 mg/dL was not used: the model is for 0.3 to 4 mg/dL.']);
  const absent = inputWith({ creatinine: { status: 'absent', reason: 'stale', references: [] } });
  const assessed = assess(declared, absent, [predictionOf(0.5, { age: 61, sex: 'male', creatinine: null })]);
  expect(assessed.missing).toEqual([{ feature: 'creatinine', reason: 'stale', required: false }]);
});
