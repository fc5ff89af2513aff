import { expect, test } from '@jest/globals';
import { CardwrightError } from '@cardwright/cds-service';
import { parseFeedback } from './parse-feedback.ts';

const accepted = {
  card: 'c1',
  outcome: 'accepted',
  outcomeTimestamp: '2026-03-02T09:00:00Z',
  acceptedSuggestions: [{ id: 's1' }],
};
const overridden = {
  card: 'c2',
  outcome: 'overridden',
  outcomeTimestamp: '2026-03-02T09:00:00.123+01:00',
  overrideReason: { reason: { code: 'x' }, userComment: 'no' },
  extension: { a: 1 },
};

const batches: readonly (readonly [string, readonly unknown[], readonly unknown[], readonly number[]])[] = [
  ['both outcomes; unknown members stay in the body', [accepted, overridden], [accepted, overridden], []],
  ['an empty batch', [], [], []],
  ['an id that is no UUID', [{ ...accepted, card: '123456' }], [{ ...accepted, card: '123456' }], []],
  ['the same card twice', [accepted, accepted], [accepted, accepted], []],
  ['one of three without outcome', [accepted, { card: 'c3' }, overridden], [accepted, overridden], [1]],
  ['one of three null', [null, accepted, overridden], [accepted, overridden], [0]],
  ['one of three text', [accepted, overridden, 'accepted'], [accepted, overridden], [2]],
  ['one of three a list', [accepted, [accepted], overridden], [accepted, overridden], [1]],
  ['an outcome of another word', [accepted, { ...accepted, outcome: 'ignored' }], [accepted], [1]],
  ['a time without zone', [accepted, { ...accepted, outcomeTimestamp: '2026-03-02T09:00:00' }], [accepted], [1]],
  ['suggestions without id', [accepted, { ...accepted, acceptedSuggestions: [{}] }], [accepted], [1]],
];

test.each(batches)('%s', (_name, feedback, read, refused) => {
  const parsed = parseFeedback({ feedback, more: 1 });
  expect(parsed.entries.map(({ body }) => body)).toEqual(read);
  expect(parsed.entries.map(({ entry }) => entry)).toEqual(read);
  expect(parsed.refused).toEqual(refused);
});

test.each([
  ['nothing', undefined],
  ['null', null],
  ['a list', [accepted]],
  ['an entry without its batch', accepted],
  ['feedback that is one object', { feedback: accepted }],
  ['feedback that is null', { feedback: null }],
  ['no readable entry', { feedback: [null, {}, { card: 'Canarywell' }] }],
])('refused: %s', (_name, body) => {
  expect(() => parseFeedback(body)).toThrow(expect.objectContaining({ code: 'bad-request' }));
  expect(() => parseFeedback(body)).toThrow(CardwrightError);
  expect(() => parseFeedback(body)).not.toThrow(/Canarywell/);
});
