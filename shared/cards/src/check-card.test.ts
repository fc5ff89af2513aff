import { describe, expect, test } from '@jest/globals';
import type { Card } from '@cardwright/cds-service';
import { checkCard } from './check-card.ts';

const good: Card = {
  uuid: '5a1f0f0e-6d5c-4f0a-9b57-0d8c7c1b2a3d',
  summary: 'Risk 9.2%',
  indicator: 'info',
  source: {
    label: 'Source',
    url: 'https://example.org/paper',
    topic: { system: 'https://example.org/topics', code: 'risk' },
  },
  detail: 'age < 30 and **bold**',
  selectionBehavior: 'at-most-one',
  suggestions: [
    {
      label: 'Order',
      uuid: '5a1f0f0e-6d5c-4f0a-9b57-0d8c7c1b2a3e',
      isRecommended: true,
      actions: [{ type: 'delete', description: 'Cancel', resourceId: 'ServiceRequest/1' }],
    },
  ],
  overrideReasons: [{ code: 'declined', display: 'Patient declined' }],
  links: [{ label: 'App', url: 'https://example.org/launch', type: 'smart', appContext: '{}' }],
};

/** A card as unchecked content could make it: the wire does not know our types. */
const bad = (change: object): Card => Object.assign(structuredClone(good), change);
const action = (fields: object) => ({ suggestions: [{ label: 'x', actions: [fields] }] });

test('a card that keeps the rules has no violations', () => {
  expect(checkCard(good)).toEqual([]);
});

describe('summary', () => {
  test.each([
    ['139 characters', 'a'.repeat(139), 0],
    ['140 characters', 'a'.repeat(140), 1],
    ['139 code points in 278 UTF-16 units', '𝒳'.repeat(139), 1],
    ['69 code points in 138 UTF-16 units', '𝒳'.repeat(69), 0],
    ['two lines', 'a\nb', 1],
    ['blank', '  ', 1],
  ])('%s', (_, summary, count) => {
    expect(checkCard({ ...good, summary })).toHaveLength(count);
  });
});

describe('every rule is broken once', () => {
  test.each<[string, object, string]>([
    ['uuid', { uuid: 'abc' }, 'card.uuid is not a UUID'],
    ['indicator', { indicator: 'hard-stop' }, 'indicator is not info, warning or critical'],
    ['source label', { source: { label: ' ' } }, 'source.label is missing'],
    ['source url', { source: { label: 'a', url: '/paper' } }, 'source.url is not an absolute URL'],
    ['source icon', { source: { label: 'a', icon: 'icon.png' } }, 'source.icon is not an absolute URL'],
    ['topic', { source: { label: 'a', topic: { code: 'x' } } }, 'source.topic.system is missing'],
    ['html', { detail: 'see <a href="x">' }, 'detail holds HTML or an image'],
    ['image', { detail: '![x](https://example.org/x.png)' }, 'detail holds HTML or an image'],
    [
      'cds-resp-1',
      {
        suggestions: [
          { label: 'a', isRecommended: true },
          { label: 'b', isRecommended: true },
        ],
      },
      'several suggestions isRecommended (cds-resp-1)',
    ],
    ['selection value', { selectionBehavior: 'all' }, 'selectionBehavior is not at-most-one or any'],
    ['suggestion label', { suggestions: [{ label: '\t' }] }, 'suggestions[0].label is missing'],
    ['suggestion uuid', { suggestions: [{ label: 'a', uuid: '1' }] }, 'suggestions[0].uuid is not a UUID'],
    [
      'action type',
      action({ type: 'merge', description: 'x' }),
      'suggestions[0].actions[0].type is not create, update or delete',
    ],
    [
      'cds-resp-5',
      action({ type: 'delete', resourceId: 'Task/1' }),
      'suggestions[0].actions[0].description is missing (cds-resp-5)',
    ],
    ['create', action({ type: 'create', description: 'x' }), 'suggestions[0].actions[0].resource is missing'],
    [
      'update',
      action({ type: 'update', description: 'x', resource: { resourceType: 'Task' } }),
      'suggestions[0].actions[0].resource.id is missing: the client cannot tell what to update',
    ],
    [
      'cds-resp-2',
      action({ type: 'delete', description: 'x', resourceId: '1' }),
      'suggestions[0].actions[0].resourceId is not Type/id (cds-resp-2)',
    ],
    ['cds-resp-4', { overrideReasons: [{ code: 'a' }] }, 'overrideReasons[0].display is missing (cds-resp-4)'],
    [
      'link type',
      { links: [{ label: 'a', url: 'https://example.org', type: 'guideline' }] },
      'links[0].type is not absolute or smart',
    ],
    [
      'link url',
      { links: [{ label: 'a', url: 'javascript:alert(1)', type: 'absolute' }] },
      'links[0].url is not an absolute URL',
    ],
    [
      'cds-resp-3',
      { links: [{ label: 'a', url: 'https://example.org', type: 'absolute', appContext: 'x' }] },
      'links[0].appContext without type smart (cds-resp-3)',
    ],
    ['empty list', { links: [] }, 'card.links is null or empty'],
    ['empty object', { extension: { a: {} } }, 'card.extension.a is null or empty'],
    [
      'null in a resource',
      action({ type: 'create', description: 'x', resource: { resourceType: 'Task', note: null } }),
      'card.suggestions[0].actions[0].resource.note is null or empty',
    ],
  ])('%s', (_, change, violation) => {
    expect(checkCard(bad(change))).toEqual([violation]);
  });

  test('cds-resp-6: suggestions without selectionBehavior', () => {
    const card = structuredClone(good);
    Reflect.deleteProperty(card, 'selectionBehavior');
    expect(checkCard(card)).toEqual(['selectionBehavior is missing (cds-resp-6)']);
  });
});

test('several recommended suggestions are fine when any may be chosen', () => {
  const suggestions = [
    { label: 'a', isRecommended: true },
    { label: 'b', isRecommended: true },
  ];
  expect(checkCard({ ...good, suggestions, selectionBehavior: 'any' })).toEqual([]);
});

test('a null that holds the place of a primitive extension in a resource is FHIR, not an empty', () => {
  const resource = { resourceType: 'Patient', id: '1', name: [{ given: [null, 'B'], _given: [{ id: 'x' }, null] }] };
  expect(checkCard(bad(action({ type: 'update', description: 'x', resource })))).toEqual([]);
});
