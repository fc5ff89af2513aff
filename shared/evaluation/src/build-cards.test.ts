import { describe, expect, test } from '@jest/globals';
import type { Card, CdsService, Evaluation } from '@cardwright/cds-service';
import type { FeatureDeclarations } from '@cardwright/features';
import { buildCards } from './build-cards.ts';
import type { RunnableService } from './runnable-service.ts';
import { tinyRunnable, tinyService } from './testing/tiny-service.ts';

const unassessed: Evaluation = {
  id: 'e1',
  service: 'tiny',
  version: 'v1',
  engine: { cardwright: '0.1.0', onnxruntime: '1.30.0', node: '24.0.0' },
  trigger: 'patient-view',
  patient: 'p1',
  asOf: '2026-03-02T09:00:00.000Z',
  outcome: 'assessed',
  reasons: [],
  missing: [],
  features: { asOf: '2026-03-02T09:00:00.000Z', features: {} },
  predictions: [],
  cards: [],
};
const assessed: Evaluation = {
  ...unassessed,
  assessment: {
    risks: [{ name: 'share', title: 'Share', value: 0.5, unit: '1', model: 'tiny-2026@plain' }],
    thresholds: [],
    notes: [],
    missing: [],
  },
};
const insufficient: Evaluation = {
  ...unassessed,
  outcome: 'insufficient-data',
  reasons: ['Age is not known.'],
  missing: [{ feature: 'age', reason: 'none-recorded', required: true }],
};

function build(runnable: RunnableService, evaluation: Evaluation, publicBaseUrl?: string): readonly Card[] {
  let count = 0;
  return buildCards(runnable, evaluation, {
    context: { hook: 'patient-view', patientId: 'p1', draftOrders: [], selections: [] },
    newUuid: () => `uuid-${(count += 1)}`,
    ...(publicBaseUrl === undefined ? {} : { publicBaseUrl }),
  });
}
const withService = (change: Partial<CdsService<FeatureDeclarations>>): RunnableService => ({
  ...tinyRunnable,
  service: { ...tinyService, ...change },
});
const silent = withService({ manifest: { ...tinyService.manifest, whenInsufficient: 'silent' } });

describe('which cards', () => {
  const tables: readonly (readonly [string, RunnableService, Evaluation, readonly string[]])[] = [
    ['assessed', tinyRunnable, assessed, ['1 risks, version v1, at nowhere', 'A second card']],
    ['insufficient-data, with a card', tinyRunnable, insufficient, ['Missing age: Age is not known.']],
    ['insufficient-data, silent', silent, insufficient, []],
    ['not-applicable', tinyRunnable, { ...unassessed, outcome: 'not-applicable' }, []],
    ['failed', tinyRunnable, { ...unassessed, outcome: 'failed' }, []],
    ['failed after the assessment', tinyRunnable, { ...assessed, outcome: 'failed' }, []],
    ['assessed in name only', tinyRunnable, unassessed, []],
  ];
  test.each(tables)('%s', (_name, runnable, evaluation, summaries) => {
    expect(build(runnable, evaluation).map(({ summary }) => summary)).toEqual(summaries);
  });
});

test('every card and every suggestion has a uuid of its own', () => {
  const cards = build(tinyRunnable, assessed);
  const uuids = cards.flatMap((card) => [card.uuid, ...(card.suggestions ?? []).map(({ uuid }) => uuid)]);
  expect(uuids.toSorted()).toEqual(['uuid-1', 'uuid-2', 'uuid-3', 'uuid-4']);
  expect(cards.map((card) => 'suggestions' in card)).toEqual([true, false]);
});

test('a uuid that content brings along is replaced: it would be the same on every call', () => {
  const fixed: Card = {
    uuid: 'constant',
    summary: 'A card',
    indicator: 'info',
    source: { label: 'Tiny' },
    suggestions: [{ label: 'Do it', uuid: 'constant' }],
  };
  const [card] = build(withService({ cards: () => [fixed] }), assessed);
  expect(card?.uuid).toMatch(/^uuid-/);
  expect(card?.suggestions?.[0]?.uuid).toMatch(/^uuid-/);
  expect(fixed.uuid).toBe('constant');
});

test('the public base URL reaches the content', () => {
  expect(build(tinyRunnable, assessed, 'https://cds.example.org')[0]?.summary).toContain('https://cds.example.org');
});
describe('at most two cards, the most urgent first', () => {
  const one = (summary: string, indicator: Card['indicator']): Card => ({
    summary,
    indicator,
    source: { label: 'Tiny', url: 'https://example.org/paper' },
  });
  const all = [one('a', 'info'), one('b', 'warning'), one('c', 'critical'), one('d', 'warning')];

  test.each([
    [all, ['c', 'b'], [2]],
    [all.slice(0, 2), ['b', 'a'], []],
    [[one('x', 'info'), one('y', 'info')], ['x', 'y'], []],
  ])('case %#', (given, shown, told) => {
    const leftOut: number[] = [];
    const cards = buildCards(withService({ cards: () => given }), assessed, {
      context: { hook: 'patient-view', patientId: 'p1', draftOrders: [], selections: [] },
      newUuid: () => 'uuid',
      onLeftOut: (count) => leftOut.push(count),
    });
    expect(cards.map(({ summary }) => summary)).toEqual(shown);
    expect(leftOut).toEqual(told);
  });

  test('the source points to the model card where it is served, and keeps its label', () => {
    const [card] = buildCards(withService({ cards: () => all.slice(0, 1) }), assessed, {
      context: { hook: 'patient-view', patientId: 'p1', draftOrders: [], selections: [] },
      newUuid: () => 'uuid',
      modelCardUrl: 'https://cds.example.org/model-cards/tiny',
    });
    expect(card?.source).toEqual({ label: 'Tiny', url: 'https://cds.example.org/model-cards/tiny' });
  });
});
