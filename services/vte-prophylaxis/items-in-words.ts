import type { MissingFeature, Prediction } from '@cardwright/cds-service';
import { absenceInWords, bullets, paragraphs, raw, table, valueInWords } from '@cardwright/cards';
import { mobilityPoints, surgeryPoints } from './coefficients.ts';
import { pointsOf } from './open-items.ts';
import { capriniRows, rowOf } from './thresholds.ts';
import { numberOf } from './number-of.ts';
import { labelOf, wordingOf } from './wording.ts';

/** The points, item by item, as the model gave them: against the reference patient, who has none. */
export function itemsInWords({ explanations }: Prediction) {
  const counted = explanations.flatMap(({ contributions }) =>
    contributions.filter(({ contribution }) => contribution > 0),
  );
  const items = counted.map(({ input, value, contribution }) => {
    const words = wordingOf(input);
    const label = typeof value === 'boolean' ? words.label : `${words.label} ${valueInWords(value, words.unit, words)}`;
    return `${label} (${contribution})`;
  });
  // `raw`: labels of ours and values of the model, longer together than a piece of chart text may be.
  return items.length > 0 ? items.map((item) => raw(item)) : [raw('No item is on record.')];
}

/** What an open item would add, and why it is not known where that says something. */
export const openInWords = ({ feature, reason }: MissingFeature) =>
  raw(
    `${labelOf(feature)}${feature === 'bmi' ? ' 30 or more' : ''}: +${pointsOf[feature] ?? 0}${reason === 'none-recorded' ? '' : ` (${absenceInWords(reason)})`}`,
  );

const operations: Readonly<Record<string, string>> = {
  minor: 'Minor operation',
  major_over_45min: 'Major operation, over 45 minutes',
  elective_arthroplasty: 'Elective hip or knee replacement',
};
const mobilities: Readonly<Record<string, string>> = {
  bed_rest: 'On bed rest now',
  bed_over_72h: 'In bed for more than 72 hours',
};

/**
 * What the operation and mobility would add, and the category at the sum; they are in no chart. Beneath, what the source
 * recommends in each category that the sum may be in, once each.
 */
export function operationTable(prediction: Prediction): string {
  const score = numberOf(prediction, 'score');
  const added = [...Object.entries(surgeryPoints), ...Object.entries(mobilityPoints)].flatMap(([name, points]) => {
    const label = operations[name] ?? mobilities[name];
    return label === undefined ? [] : [{ label, points, row: rowOf(capriniRows, score + points) }];
  });
  const cases = [{ label: 'Nothing more', points: 0, row: rowOf(capriniRows, score) }, ...added];
  const rows = capriniRows.filter((row) => cases.some((one) => one.row === row));
  return paragraphs(
    table(
      ['Not in the chart', 'Adds', 'Then'],
      cases.map(({ label, points, row }) => [label, `+${points}`, row?.when ?? '']),
    ),
    paragraphs(
      '**What the source recommends in each**',
      bullets(rows.map(({ when, recommendation }) => raw(`${when}: ${recommendation ?? 'no recommendation'}.`))),
    ),
  );
}
