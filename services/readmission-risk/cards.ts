import type { Card, CardInput, MetThreshold } from '@cardwright/cds-service';
import { bullets, card, markdown, paragraphs, percent, raw, table } from '@cardwright/cards';
import { categoriesOf } from './categories-of.ts';
import { caveats } from './caveats.ts';
import { openPoints } from './open-points.ts';
import { partsTable } from './parts-table.ts';
import { hospital, lace } from './points-tables.ts';
import { readPredictions, type Reading, type ScoreReading } from './reading.ts';
import { overrideReasons, source } from './source.ts';
import { followUp } from './suggestions.ts';
import { isQuiet } from './thresholds.ts';

/** The same on every card, so it is built once. */
const limits = paragraphs('**Limits of the scores**', bullets(caveats.map(raw)));

/**
 * One card: both scores, the rows met, each part with its points, and what could still change them. Silent where
 * neither score can be high and HOSPITAL is not intermediate for certain.
 */
export function cards({ vector, context, assessment, predictions, version, site }: CardInput): readonly Card[] {
  const reading = readPredictions(predictions);
  if (isQuiet(reading)) return [];
  const { thresholds, notes } = assessment;
  const open = openPoints(vector, reading);
  return [
    card({
      summary: summaryOf(reading),
      indicator: thresholds.length > 0 ? 'warning' : 'info',
      source,
      detail: paragraphs(
        scoresTable(reading),
        bullets(thresholds.map(rowLine)),
        '**What counts**',
        partsTable(vector, reading, site),
        open.length > 0 ? paragraphs('**What could still change the scores**', bullets(open)) : '',
        notes.length > 0 ? paragraphs('**Notes**', bullets(notes.map(raw))) : '',
        limits,
        markdown`Models: ${raw(predictions.map(({ model }) => model).join(', '))}; service version ${version}.`,
      ),
      suggestions: followUp(context, thresholds),
      overrideReasons,
    }),
  ];
}

/** Every part has a bounded length, together under 140 characters. */
function summaryOf({ hospital: score, lace: index }: Reading): string {
  const ours = `HOSPITAL ${span(score)} of ${hospital.highest} (${categoryWords(score)}, about ${riskWords(score)})`;
  const theirs = index && `, LACE ${span(index)} of ${lace.highest} (${laceWords(index)})`;
  return `Readmission risk: ${ours}${theirs ?? ''}`;
}

function scoresTable({ hospital: score, lace: index }: Reading): string {
  return table(
    ['Score', 'Points', 'Category', 'Within 30 days'],
    [
      [
        'HOSPITAL',
        `${span(score)} of ${hospital.highest}`,
        categoryWords(score),
        `about ${riskWords(score)} potentially avoidable readmissions`,
      ],
      ...(index
        ? [
            [
              'LACE',
              `${span(index)} of ${lace.highest}`,
              laceWords(index),
              'death or unplanned readmission; figure not shown',
            ],
          ]
        : []),
    ],
  );
}

const span = ({ low, high }: ScoreReading): string => (low === high ? `${low}` : `${low} to ${high}`);

/** The first and the last of what is possible. */
function ends(words: readonly string[]): string {
  const [first = ''] = words;
  const last = words.at(-1) ?? '';
  return first === last ? first : `${first} to ${last}`;
}

const categoryWords = (score: ScoreReading): string => ends(categoriesOf(score).map(({ name }) => name));
const riskWords = (score: ScoreReading): string => ends(categoriesOf(score).map(({ risk }) => percent(risk)));

function laceWords({ low, high }: ScoreReading): string {
  if (low >= lace.highRiskFrom) return 'high';
  return high >= lace.highRiskFrom ? 'may be high' : `below ${lace.highRiskFrom}`;
}

/** `raw`: the words are ours, and longer than a piece of chart text may be. */
const rowLine = ({ when, recommendation = 'no recommendation', source: from }: MetThreshold) =>
  raw(`**${when}**: ${recommendation}. Source: ${from}.`);
