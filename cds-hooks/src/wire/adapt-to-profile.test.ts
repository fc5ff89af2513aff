import { describe, expect, test } from '@jest/globals';
import type { Card, CardAction, Suggestion } from '@cardwright/cds-service';
import { adaptToProfile, type ClientProfile } from './adapt-to-profile.ts';
import { checkResponse } from './check-response.ts';

const uuid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const order = (n: number): CardAction => ({
  type: 'create',
  description: `Order ${n}`,
  resource: { resourceType: 'Task', status: 'draft', intent: 'order' },
});
const removal: CardAction = { type: 'delete', description: 'Remove', resourceId: 'Task/1' };
const suggestion = (n: number, ...actions: readonly CardAction[]): Suggestion => ({
  uuid: uuid(n),
  label: `S${n}`,
  ...(actions.length === 0 ? {} : { actions }),
});
const card: Card = { uuid: uuid(1), summary: 'S', indicator: 'critical', source: { label: 'L' } };
const choices = (behaviour: 'any' | 'at-most-one', ...suggestions: readonly Suggestion[]): Card => ({
  ...card,
  suggestions,
  selectionBehavior: behaviour,
});

function adapt(given: Card, profile: ClientProfile) {
  let count = 100;
  const { cards, notes } = adaptToProfile([given], profile, {
    service: 'a-service',
    newUuid: () => uuid((count += 1)),
  });
  expect(checkResponse({ cards })).toEqual([]);
  const [adapted] = cards;
  if (adapted === undefined) throw new Error('the card is gone');
  return { adapted, notes, labels: (adapted.suggestions ?? []).map(({ label }) => label) };
}

test('the specification is left as it is', () => {
  const given = choices('at-most-one', suggestion(2, order(1), removal), suggestion(3));
  expect(adapt(given, 'standard')).toMatchObject({ adapted: given, notes: [] });
});

test.each(['epic', 'oracle', 'standard'] as const)('%s: critical stays critical, and the text stays', (profile) => {
  const { adapted, notes } = adapt({ ...card, detail: '**d**' }, profile);
  expect(adapted).toMatchObject({ indicator: 'critical', summary: 'S', detail: '**d**' });
  expect(notes).toEqual([]);
});

describe('epic', () => {
  const together =
    'A suggestion of several actions that belong together was left out: the client takes one action each.';
  const alternatives = 'Alternative suggestions were left out: the client would let several be accepted.';
  const recommended = { ...suggestion(3, order(2)), isRecommended: true };
  test.each<[string, Card, readonly string[], readonly string[]]>([
    ['one suggestion of one action', choices('at-most-one', suggestion(2, order(1))), ['S2'], []],
    [
      'orders are split',
      choices('any', suggestion(2, order(1), order(2)), suggestion(3)),
      ['S2 (1 of 2)', 'S2 (2 of 2)', 'S3'],
      [],
    ],
    ['a removal with an order is not', choices('any', suggestion(2, removal, order(1))), [], [together]],
    ['alternatives: the recommended one', choices('at-most-one', suggestion(2), recommended), ['S3'], [alternatives]],
    ['alternatives without one: none', choices('at-most-one', suggestion(2), suggestion(3)), [], [alternatives]],
  ])('%s', (_name, given, labels, notes) => {
    const result = adapt(given, 'epic');
    expect(result).toMatchObject({ labels, notes });
    expect(result.adapted.selectionBehavior).toBe(labels.length === 0 ? undefined : 'any');
    for (const { actions = [] } of result.adapted.suggestions ?? []) expect(actions.length).toBeLessThanOrEqual(1);
  });

  test.each([
    [undefined, { system: 'urn:cardwright:service', code: 'aservice' }],
    [
      { system: 'urn:x', code: 'CVD-risk 1', display: 'Risk' },
      { system: 'urn:x', code: 'CVDrisk1', display: 'Risk' },
    ],
    [
      { system: 'urn:x', code: 'a'.repeat(150) },
      { system: 'urn:x', code: 'a'.repeat(100) },
    ],
  ])('the topic %j', (topic, code) => {
    const given = { ...card, source: { label: 'L', ...(topic === undefined ? {} : { topic }) } };
    expect(adapt(given, 'epic').adapted.source.topic).toEqual(code);
  });
});

describe('oracle', () => {
  test('links are absolute and carry no appContext', () => {
    const absolute = { label: 'A', url: 'https://example.org/', type: 'absolute' } as const;
    const smart = { label: 'B', url: 'https://example.org/app', type: 'smart', appContext: 'x' } as const;
    const both = adapt({ ...card, links: [absolute, smart] }, 'oracle');
    expect(both.adapted.links).toEqual([absolute]);
    expect(both.notes).toEqual(['A SMART link was left out: the client opens absolute links only.']);
    expect(adapt({ ...card, links: [smart] }, 'oracle').adapted).not.toHaveProperty('links');
  });
});
