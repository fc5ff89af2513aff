import { beforeAll, describe, expect, test } from '@jest/globals';
import { checkResponse, readCases } from '@cardwright/cds-hooks';
import { post, type WireBody } from './support/ask.ts';
import { callOf } from './support/call-of.ts';
import { brokenInvariants, feedbackInvariants, requestInvariants, responseInvariants } from './support/invariants.ts';
import { readFixture, readFixtures } from './support/read-fixtures.ts';
import { serviceIds, startHost, type StartedHost } from './support/start-host.ts';

let host: StartedHost;
beforeAll(async () => {
  host = await startHost();
});

type Json = Record<string, unknown>;
const suggestions = readFixture('responses', 'suggestions').body as { cards: Json[] };
const links = readFixture('responses', 'links').body as { cards: Json[] };
const [card = {}] = suggestions.cards;
const [suggestion = {}, other = {}] = card['suggestions'] as Json[];
const withCard = (change: Json) => ({ cards: [{ ...card, ...change }] });
const withSuggestion = (change: Json) => withCard({ suggestions: [{ ...suggestion, ...change }, other] });
const remove = { type: 'delete', description: 'Remove it', resourceId: 'Task/1' };

describe('a response that breaks an invariant is known by the published FHIRPath and refused by ours', () => {
  const tables: readonly (readonly [string, string, unknown])[] = [
    [
      '[cds-resp-1] two recommended of at-most-one',
      'cds-resp-1',
      withCard({ suggestions: [suggestion, { ...other, isRecommended: true }] }),
    ],
    [
      '[cds-resp-2] [action-delete] a delete without resourceId',
      'cds-resp-2',
      withSuggestion({ actions: [{ ...remove, resourceId: undefined }] }),
    ],
    [
      '[cds-resp-3] [link-app-context] appContext on an absolute link',
      'cds-resp-3',
      {
        cards: [
          {
            ...links.cards[0],
            links: [{ label: 'L', url: 'https://example.org/', type: 'absolute', appContext: 'x' }],
          },
        ],
      },
    ],
    [
      '[cds-resp-4] [card-override-display] an override reason without display',
      'cds-resp-4',
      withCard({ overrideReasons: [{ code: 'x' }] }),
    ],
    [
      '[cds-resp-5] an action without description',
      'cds-resp-5',
      withSuggestion({ actions: [{ ...remove, description: undefined }] }),
    ],
    ['[cds-resp-6] suggestions without selectionBehavior', 'cds-resp-6', withCard({ selectionBehavior: undefined })],
    ['[cds-resp-7] another actionSelectionBehavior', 'cds-resp-7', withSuggestion({ actionSelectionBehavior: 'some' })],
  ];
  test.each(tables)('%s', (_name, id, given) => {
    const response: unknown = JSON.parse(JSON.stringify(given));
    expect(brokenInvariants(response, responseInvariants)).toEqual([id]);
    expect(checkResponse(response as Parameters<typeof checkResponse>[0])).not.toEqual([]);
  });
});

describe('a response that breaks another rule does not leave either', () => {
  const [withLinks = {}] = links.cards;
  const tables: readonly (readonly [string, unknown])[] = [
    ['[card-summary] a summary of 140 characters', withCard({ summary: 'x'.repeat(140) })],
    ['[card-indicator] another indicator', withCard({ indicator: 'error' })],
    ['[card-source-label] a source without label', withCard({ source: { url: 'https://example.org/' } })],
    ['[card-source-url] a relative source.url', withCard({ source: { label: 'S', url: '/about' } })],
    ['[card-topic] a topic without system', withCard({ source: { label: 'S', topic: { code: 'x' } } })],
    ['[card-selection-behavior] another selectionBehavior', withCard({ selectionBehavior: 'all' })],
    ['[card-detail] detail with HTML', withCard({ detail: '<script>alert(1)</script>' })],
    ['[suggestion-label] a suggestion without label', withSuggestion({ label: '' })],
    ['[action-type] another action', withSuggestion({ actions: [{ ...remove, type: 'patch' }] })],
    ['[action-create] a create without resource', withSuggestion({ actions: [{ type: 'create', description: 'x' }] })],
    [
      '[action-update] an update of what has no id',
      withSuggestion({ actions: [{ type: 'update', description: 'x', resource: { resourceType: 'Task' } }] }),
    ],
    [
      '[link-members] a link without label',
      { cards: [{ ...withLinks, links: [{ url: 'https://example.org/', type: 'absolute' }] }] },
    ],
    [
      '[link-members] another type of link',
      { cards: [{ ...withLinks, links: [{ label: 'x', url: 'https://example.org/', type: 'app' }] }] },
    ],
    ['[json-no-empties] an empty list', withCard({ links: [] })],
    ['[json-no-empties] null', withCard({ detail: null })],
    ['[json-no-empties] systemActions that are empty', { cards: [], systemActions: [] }],
    ['[extension-object] an extension that is a list', withCard({ extension: [1] })],
  ];
  test.each(tables)('%s', (_name, given) => {
    const response: unknown = JSON.parse(JSON.stringify(given));
    expect(checkResponse(response as Parameters<typeof checkResponse>[0])).not.toEqual([]);
  });
});

describe('fixtures in the shape of the specification’s own examples', () => {
  test.each(readFixtures('responses').map(({ name, body }) => [name, body] as const))(
    '[call-logical-models] the response %s passes both',
    (_name, body) => {
      expect(brokenInvariants(body, responseInvariants)).toEqual([]);
      expect(checkResponse(body as unknown as Parameters<typeof checkResponse>[0])).toEqual([]);
    },
  );

  test.each(readFixtures('requests').map(({ name, body }) => [name, body] as const))(
    '[call-logical-models] [ord-1] the request %s holds the invariants',
    (_name, body) => {
      expect(brokenInvariants(body, requestInvariants)).toEqual([]);
    },
  );

  test.each(readFixtures('feedback').map(({ name, body }) => [name, body] as const))(
    '[call-logical-models] the feedback %s holds the invariants',
    (_name, body) => {
      expect(brokenInvariants(body, feedbackInvariants)).toEqual([]);
    },
  );
});

test('[cds-r-1] [cds-r-2] [ord-1] [cds-fb-1] [cds-fb-2] [cds-fb-3] the FHIRPath sees what is broken', () => {
  const call = readFixture('requests', 'order-select').body;
  const context = { ...(call['context'] as Json), selections: ['low-salt'] };
  const fhirAuthorization = { ...(call['fhirAuthorization'] as Json), scope: 'patient/*.rs' };
  const { fhirServer: _fhirServer, ...homeless } = call;
  expect(brokenInvariants(homeless, requestInvariants)).toEqual(['cds-r-1']);
  expect(brokenInvariants({ ...call, fhirAuthorization }, requestInvariants)).toEqual(['cds-r-2']);
  expect(brokenInvariants({ ...call, context }, requestInvariants)).toEqual(['ord-1']);
  const feedback = [{ outcome: 'ignored', overrideReason: { note: 'x' } }, { outcome: 'accepted' }];
  expect(brokenInvariants({ feedback }, feedbackInvariants)).toEqual(['cds-fb-1', 'cds-fb-2', 'cds-fb-3']);
});

test('[call-logical-models] [cds-resp-1] [cds-resp-4] [cds-resp-5] [cds-resp-6] every answer to a case holds them', async () => {
  const seen: WireBody[] = [];
  for (const id of serviceIds) {
    for (const { file, case: given } of readCases(id)) {
      if (given.hook === 'notification') continue;
      const { status, body } = await post(`${host.url}/cds-services/${id}`, callOf(id, file));
      if (status === 200) seen.push(body);
    }
  }
  expect(seen.length).toBeGreaterThan(90);
  for (const body of seen) expect(brokenInvariants(body, responseInvariants)).toEqual([]);
}, 60_000);
