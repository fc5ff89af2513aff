import { describe, expect, test } from '@jest/globals';
import type { Card, CardAction, CdsResponse, Suggestion } from '@cardwright/cds-service';
import { checkResponse } from './check-response.ts';

const uuid = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;
const create: CardAction = { type: 'create', description: 'Order it', resource: { resourceType: 'Basic', code: {} } };
const order = { resourceType: 'Task', status: 'draft', intent: 'order' } as const;
const suggestion: Suggestion = {
  uuid: uuid(2),
  label: 'Order it',
  isRecommended: true,
  actions: [
    { ...create, resource: order },
    { type: 'delete', description: 'Drop it', resourceId: 'Task/1' },
  ],
};
const full: Card = {
  uuid: uuid(1),
  summary: 'S'.repeat(139),
  detail: '**Detail**',
  indicator: 'critical',
  source: {
    label: 'Source',
    url: 'https://example.org/',
    icon: 'https://example.org/icon.png',
    topic: { system: 'urn:example', code: 't', display: 'Topic' },
  },
  suggestions: [suggestion],
  selectionBehavior: 'at-most-one',
  overrideReasons: [{ code: 'r', system: 'urn:example', display: 'Reason' }],
  links: [
    { label: 'Link', url: 'https://example.org/a', type: 'absolute' },
    { label: 'App', url: 'https://example.org/app', type: 'smart', appContext: '{"a":1}' },
  ],
  extension: { 'org.example.x': { a: 1 } },
};
const least: Card = { uuid: uuid(3), summary: 'S', indicator: 'info', source: { label: 'L' } };

test.each<[string, CdsResponse]>([
  ['no cards', { cards: [] }],
  ['the least', { cards: [least] }],
  ['everything', { cards: [full, least], extension: { 'org.example.x': { a: 1 } } }],
])('%s may leave', (_name, response) => expect(checkResponse(response)).toEqual([]));

/** A response as no type would let it through. */
const untyped = (response: object): CdsResponse => JSON.parse(JSON.stringify(response));
const withCard = (change: object) => untyped({ cards: [{ ...full, ...change }] });
const withSuggestion = (change: object) => withCard({ suggestions: [{ ...suggestion, ...change }] });
const withAction = (change: object) => withSuggestion({ actions: [{ ...create, resource: order, ...change }] });

describe('the invariants of the specification (HL7/cds-hooks input/fsh/invariants)', () => {
  const invariants: readonly (readonly [string, CdsResponse])[] = [
    [
      'cds-resp-1: at most one recommended when at-most-one',
      withCard({ suggestions: [suggestion, { ...suggestion, uuid: uuid(4) }] }),
    ],
    ['cds-resp-2: a delete names Type/id', withAction({ type: 'delete', resourceId: 'Task' })],
    [
      'cds-resp-3: appContext with smart only',
      withCard({ links: [{ label: 'L', url: 'https://example.org/', type: 'absolute', appContext: 'x' }] }),
    ],
    ['cds-resp-4: an override reason has a display', withCard({ overrideReasons: [{ code: 'r' }] })],
    ['cds-resp-5: an action has a description', withAction({ description: undefined })],
    ['cds-resp-6: suggestions bring selectionBehavior', withCard({ selectionBehavior: undefined })],
    [
      'cds-resp-7: no actionSelectionBehavior to a client that may not know it',
      withSuggestion({ actionSelectionBehavior: 'any' }),
    ],
  ];
  test.each(invariants)('%s', (_name, response) => expect(checkResponse(response)).not.toEqual([]));
});

describe('nothing null or empty but cards', () => {
  test.each<[string, CdsResponse]>([
    ['links: []', withCard({ links: [] })],
    ['suggestions: []', withCard({ suggestions: [] })],
    ['overrideReasons: []', withCard({ overrideReasons: [] })],
    ['actions: []', withSuggestion({ actions: [] })],
    ['systemActions: []', untyped({ cards: [], systemActions: [] })],
    ['extension: {}', untyped({ cards: [], extension: {} })],
    ['a card extension: {}', withCard({ extension: {} })],
    ['deep in a card extension', withCard({ extension: { a: { b: [null] } } })],
    ['detail: ""', withCard({ detail: '' })],
    ['detail: null', withCard({ detail: null })],
    ['an empty element of a resource', withAction({ resource: { ...order, note: [] } })],
    ['cards: null', untyped({ cards: null })],
  ])('%s', (_name, response) => expect(checkResponse(response)).not.toEqual([]));
});

describe('what else may not leave', () => {
  test.each<[string, CdsResponse]>([
    ['no cards member', untyped({})],
    ['a card without uuid', withCard({ uuid: undefined })],
    ['a card whose id is no UUID', withCard({ uuid: '123456' })],
    ['a suggestion without uuid', withSuggestion({ uuid: undefined })],
    ['one uuid for two cards', untyped({ cards: [least, least] })],
    ['a summary of 140', withCard({ summary: 'S'.repeat(140) })],
    ['a summary of 139 in code points and more in UTF-16', withCard({ summary: '😀'.repeat(139) })],
    ['an indicator of 1.0', withCard({ indicator: 'hard-stop' })],
    ['a relative source url', withCard({ source: { label: 'L', url: '/x' } })],
    ['a topic without system', withCard({ source: { label: 'L', topic: { code: 't' } } })],
    ['a source without label', withCard({ source: {} })],
    ['a link of another type', withCard({ links: [{ label: 'L', url: 'https://example.org/', type: 'relative' }] })],
    ['a script for a link', withCard({ links: [{ label: 'L', url: 'javascript:alert(1)', type: 'absolute' }] })],
    ['HTML in the detail', withCard({ detail: 'a <script>' })],
    ['an update without resource', withAction({ type: 'update', resource: undefined })],
    ['an update of a resource without id', withAction({ type: 'update' })],
    ['a member that we do not know', withCard({ severity: 'high' })],
    ['an unknown member beside cards', untyped({ cards: [], decisions: [1] })],
    [
      'a system action without description',
      untyped({ cards: [], systemActions: [{ type: 'create', resource: order }] }),
    ],
  ])('%s', (_name, response) => expect(checkResponse(response)).not.toEqual([]));
});

test('what is wrong is said without a value', () => {
  expect(checkResponse(withCard({ indicator: 'Canarywell' })).join()).not.toContain('Canarywell');
});
