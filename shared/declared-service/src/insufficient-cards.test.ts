import { expect, test } from '@jest/globals';
import type { AbsenceReason } from '@cardwright/cds-service';
import type { CardsFile } from './cards-file.ts';
import { insufficientCards } from './insufficient-cards.ts';
import { inputWith, tinyDeclared } from './testing/tiny-files.ts';

const file: CardsFile = {
  labels: { creatinine: { label: 'Creatinine' } },
  insufficient: {
    summary: 'Not estimated, needs {missing}',
    suggestions: [
      {
        label: 'Order creatinine',
        whenMissing: ['creatinine'],
        actions: [
          {
            description: 'Order it',
            create: { resourceType: 'ServiceRequest', status: 'draft', intent: 'order', code: { text: 'Creatinine' } },
          },
        ],
      },
    ],
  },
};

const cardFor = (cards: CardsFile, feature: string, reason: AbsenceReason) =>
  insufficientCards(tinyDeclared(cards), {
    ...inputWith(),
    missing: [{ feature, reason, required: true }],
    reasons: ['Creatinine: <script>too old</script>.'],
  })[0];

test('names what is missing, escapes the reasons, assumes nothing', () => {
  const card = cardFor(file, 'creatinine', 'stale');
  expect(card).toMatchObject({ summary: 'Not estimated, needs Creatinine', indicator: 'info' });
  expect(card?.detail).toContain('- Creatinine: &lt;script');
  expect(card?.detail).toContain('Nothing is assumed in its place.');
});

test.each([
  ['creatinine', 'stale', 1],
  ['creatinine', 'none-recorded', 1],
  ['creatinine', 'query-failed', 0],
  ['creatinine', 'withheld', 0],
  ['age', 'stale', 0],
] as const)('%s %s: %d orders; none where there may be a result already', (feature, reason, count) => {
  expect(cardFor(file, feature, reason)?.suggestions?.length ?? 0).toBe(count);
});

test('without words of its own the card says what could not be estimated', () => {
  expect(cardFor({}, 'age', 'stale')?.summary).toBe('Tiny not estimated: no usable value for age');
});
